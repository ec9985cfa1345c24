/*
 * Two filters on libmilter.
 *
 *   libmilter_filter SOCKET least      The least a filter can do: one constant header at the end of each message, nothing else asked for.
 *   libmilter_filter SOCKET same       The work of filter.mfl, with the same negotiation: neither MAIL nor headers are answered, no macros.
 *
 * SOCKET as libmilter spells it: unix:/path or inet:port@host
 */
#include <libmilter/mfapi.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int partner, headers; } Session;

static regex_t partner;

static sfsistat least_eom(SMFICTX *ctx) {
    return smfi_addheader(ctx, "X-Postern-Bench", "libmilter") == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

static sfsistat negotiate(SMFICTX *ctx, unsigned long f0, unsigned long f1, unsigned long f2, unsigned long f3,
                          unsigned long *pf0, unsigned long *pf1, unsigned long *pf2, unsigned long *pf3) {
    (void)ctx, (void)f0, (void)f2, (void)f3;
    unsigned long silent = SMFIP_NR_MAIL | SMFIP_NR_HDR;
    unsigned long unused = SMFIP_NOCONNECT | SMFIP_NOHELO | SMFIP_NORCPT | SMFIP_NODATA | SMFIP_NOEOH | SMFIP_NOBODY | SMFIP_NOUNKNOWN;
    if ((f1 & (silent | unused)) != (silent | unused)) return SMFIS_REJECT;
    *pf0 = SMFIF_ADDHDRS | SMFIF_SETSYMLIST;
    *pf1 = silent | unused;
    *pf2 = *pf3 = 0;
    for (int stage = SMFIM_FIRST; stage <= SMFIM_LAST; stage++) smfi_setsymlist(ctx, stage, "");
    return SMFIS_CONTINUE;
}

static Session *session_of(SMFICTX *ctx) {
    Session *session = smfi_getpriv(ctx);
    if (session == NULL) {
        session = calloc(1, sizeof *session);
        smfi_setpriv(ctx, session);
    }
    return session;
}

static sfsistat envfrom(SMFICTX *ctx, char **arguments) {
    Session *session = session_of(ctx);
    if (session != NULL) {
        session->headers = 0;
        session->partner = regexec(&partner, arguments[0], 0, NULL, 0) == 0;
    }
    return SMFIS_NOREPLY;
}

static sfsistat header(SMFICTX *ctx, char *name, char *value) {
    (void)name, (void)value;
    Session *session = session_of(ctx);
    if (session != NULL) session->headers++;
    return SMFIS_NOREPLY;
}

static sfsistat same_eom(SMFICTX *ctx) {
    Session *session = session_of(ctx);
    char text[64];
    if (session == NULL) return SMFIS_TEMPFAIL;
    snprintf(text, sizeof text, "partner=%d headers=%d", session->partner, session->headers);
    return smfi_addheader(ctx, "X-Postern-Bench", text) == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

static sfsistat end(SMFICTX *ctx) {
    free(smfi_getpriv(ctx));
    smfi_setpriv(ctx, NULL);
    return SMFIS_CONTINUE;
}

int main(int argc, char **argv) {
    struct smfiDesc filter = { 0 };
    filter.xxfi_name = "bench";
    filter.xxfi_version = SMFI_VERSION;
    filter.xxfi_flags = SMFIF_ADDHDRS;
    if (argc == 3 && strcmp(argv[2], "least") == 0) {
        filter.xxfi_eom = least_eom;
    } else if (argc == 3 && strcmp(argv[2], "same") == 0) {
        filter.xxfi_flags |= SMFIF_SETSYMLIST;
        filter.xxfi_negotiate = negotiate;
        filter.xxfi_envfrom = envfrom;
        filter.xxfi_header = header;
        filter.xxfi_eom = same_eom;
        filter.xxfi_close = end;
        if (regcomp(&partner, "^<?[a-z0-9._+-]+@([a-z0-9-]+\\.)*partner\\.example>?$", REG_EXTENDED | REG_NOSUB) != 0) return 70;
    } else {
        fprintf(stderr, "usage: libmilter_filter SOCKET least|same\n");
        return 64;
    }
    /* The default queue of 20 would make 64 connections wait for their connection, not for the filter. */
    if (smfi_setconn(argv[1]) != MI_SUCCESS || smfi_setbacklog(1024) != MI_SUCCESS || smfi_register(filter) != MI_SUCCESS) {
        fprintf(stderr, "libmilter_filter: cannot listen on %s\n", argv[1]);
        return 69;
    }
    return smfi_main() == MI_SUCCESS ? 0 : 70;
}
