/*
 * The least that a filter on libmilter can do: one header is added at the end of each message, and nothing else is asked for.
 *
 *   libmilter_filter SOCKET        SOCKET as libmilter spells it: unix:/path or inet:port@host
 */
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <stdlib.h>

static sfsistat eom(SMFICTX *ctx) {
    return smfi_addheader(ctx, "X-Postern-Bench", "libmilter") == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

int main(int argc, char **argv) {
    struct smfiDesc filter = { 0 };
    filter.xxfi_name = "bench";
    filter.xxfi_version = SMFI_VERSION;
    filter.xxfi_flags = SMFIF_ADDHDRS;
    filter.xxfi_eom = eom;
    if (argc != 2) {
        fprintf(stderr, "usage: libmilter_filter SOCKET\n");
        return 64;
    }
    /* The default queue of 20 would make 64 connections wait for their connection, not for the filter. */
    if (smfi_setconn(argv[1]) != MI_SUCCESS || smfi_setbacklog(1024) != MI_SUCCESS || smfi_register(filter) != MI_SUCCESS) {
        fprintf(stderr, "libmilter_filter: cannot listen on %s\n", argv[1]);
        return 69;
    }
    return smfi_main() == MI_SUCCESS ? 0 : 70;
}
