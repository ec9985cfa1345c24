/*
 * A milter load generator: plays the MTA towards one filter, with any number of connections at once, in one thread.
 *
 *   loadgen --socket unix:/path|inet:port@host --connections N --per-connection M
 *           [--messages T] [--seconds S] [--header NAME] [--value TEMPLATE] [--timeout S] [--quick-ack] [--verbose]
 *
 * Every message is checked: the filter must add exactly one header, NAME, whose value is TEMPLATE with %p replaced by 1 when
 * the sender's domain is a partner's (else 0) and %h by the number of headers sent. Anything else is an error.
 *
 * What is sent follows Postfix: stages, replies and macros as negotiated (SMFIP_NO*, SMFIP_NR_*, SETSYMLIST); a macro frame
 * and its command leave in one write, and what needs no answer waits in the buffer and leaves together with the next frame
 * that needs one. Postfix's buffer has a few kilobytes, ours has no bound; it is the same for every filter.
 *
 * The result is one line of key=value pairs on standard output. Latency runs from a message's first byte (for the first
 * message of a connection: from connect()) to the final reply to its end of message.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    NOCONNECT = 0x1, NOHELO = 0x2, NOMAIL = 0x4, NORCPT = 0x8, NOBODY = 0x10, NOHDRS = 0x20, NOEOH = 0x40, NR_HDR = 0x80,
    NODATA = 0x200, NR_CONN = 0x1000, NR_HELO = 0x2000, NR_MAIL = 0x4000, NR_RCPT = 0x8000, NR_DATA = 0x10000,
    NR_EOH = 0x40000, NR_BODY = 0x80000, HDR_LEADSPC = 0x100000
};
enum { OFFERED_ACTIONS = 0x1ff, OFFERED_STEPS = 0x1fffff };
enum { ACTION_ADDHDRS = 0x1 };
enum { ST_CONNECT, ST_HELO, ST_MAIL, ST_RCPT, ST_DATA, ST_EOM, ST_EOH, STAGES };
enum { VARIANTS = 16, MAX_SCRIPTS = 4, MAX_STEPS = 64, INPUT_SIZE = 16384 };

typedef struct { unsigned char *data; size_t length, room; } Buffer;

/* What the filter must answer before the conversation goes on. */
typedef enum { WANT_CONTINUE, WANT_CONTINUE_OR_SKIP, WANT_VERDICT } Want;
typedef struct { size_t end; Want want; } Step;
typedef struct { Buffer bytes; Step steps[MAX_STEPS]; int count; char value[256]; } Script;

/* The conversation as one filter wants it: the first message of a connection (with connect and helo), and the others. */
typedef struct {
    unsigned char answer[4096];
    size_t answer_length;
    uint32_t steps;
    const char *macros[STAGES]; /* NULL: the MTA's own choice */
    Script first[VARIANTS], next[VARIANTS];
} Plan;

typedef enum { IDLE, RETRY, CONNECTING, NEGOTIATING, TALKING } State;
typedef struct {
    int fd;
    State state;
    Plan *plan;
    const Script *script;
    int step, sent_messages, header_seen;
    size_t written;
    int waiting_out;
    uint64_t started, touched;
    size_t have;
    unsigned char input[INPUT_SIZE];
} Connection;

static struct sockaddr_storage address;
static socklen_t address_length;
static int is_tcp, quick_ack, verbose, epoll_fd;
static long per_connection = 1, max_messages = 1000;
static double max_seconds = 0, timeout_seconds = 30;
static const char *header_name = "X-Postern-Bench", *value_template = "partner=%p headers=%h";
static Plan plans[MAX_SCRIPTS];
static int plan_count;
static long begun, finished, errors, opened, alive;
static uint64_t run_start, run_end;
static uint32_t *latencies; /* in 0.1 microseconds */
static size_t latency_count, latency_room;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("loadgen: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(2);
}

static void *checked(void *memory) {
    if (memory == NULL) die("out of memory");
    return memory;
}

/* ---- the conversation ---- */

static void append(Buffer *b, const void *data, size_t length) {
    if (b->length + length > b->room) {
        b->room = (b->length + length) * 2 + 256;
        b->data = checked(realloc(b->data, b->room));
    }
    if (length) memcpy(b->data + b->length, data, length);
    b->length += length;
}

static void append_frame(Buffer *b, char command, const void *data, size_t length) {
    unsigned char head[5];
    uint32_t size = htonl((uint32_t)length + 1);
    memcpy(head, &size, 4);
    head[4] = (unsigned char)command;
    append(b, head, 5);
    append(b, data, length);
}

static void append_text(Buffer *b, const char *text) { append(b, text, strlen(text) + 1); }

static void want(Script *s, Want reply) {
    if (s->count == MAX_STEPS) die("too many steps");
    s->steps[s->count++] = (Step){ s->bytes.length, reply };
}

/* One command; the frames stay in the buffer when no reply is awaited, and leave with the next that has one. */
static void command(Script *s, uint32_t steps, uint32_t silent, char letter, Buffer *payload, Want reply) {
    append_frame(&s->bytes, letter, payload->data, payload->length);
    if (!(steps & silent)) want(s, reply);
    payload->length = 0;
}

static int listed(const char *list, const char *name) {
    size_t length = strlen(name);
    for (const char *p = list; *p;) {
        size_t word = strcspn(p, " ,");
        const char *bare = p;
        size_t bare_length = word;
        if (word > 2 && p[0] == '{' && p[word - 1] == '}') bare++, bare_length -= 2;
        if (bare_length == length && memcmp(bare, name, length) == 0) return 1;
        p += word;
        p += strspn(p, " ,");
    }
    return 0;
}

/* A macro frame with those of the pairs (name, value, ..., NULL) that the filter wants; none when nothing is left. */
static void macros(Script *s, const Plan *plan, int stage, char letter, ...) {
    Buffer b = { 0 };
    va_list pairs;
    va_start(pairs, letter);
    append(&b, &letter, 1);
    for (const char *name; (name = va_arg(pairs, const char *)) != NULL;) {
        const char *value = va_arg(pairs, const char *);
        char braced[64];
        if (plan->macros[stage] != NULL && !listed(plan->macros[stage], name)) continue;
        snprintf(braced, sizeof braced, name[1] ? "{%s}" : "%s", name);
        append_text(&b, braced);
        append_text(&b, value);
    }
    va_end(pairs);
    if (b.length > 1) append_frame(&s->bytes, 'D', b.data, b.length);
    free(b.data);
}

static void header(Script *s, uint32_t steps, Buffer *b, const char *name, const char *value, int *count) {
    append_text(b, name);
    if (steps & HDR_LEADSPC) append(b, " ", 1);
    append_text(b, value);
    command(s, steps, NR_HDR, 'L', b, WANT_CONTINUE);
    ++*count;
}

static int send_headers(Script *s, uint32_t steps, Buffer *b, int variant, const char *id, const char *sender) {
    int count = 0;
    char text[512];
    snprintf(text, sizeof text, "from relay%d.example.net (relay%d.example.net [198.51.100.%d])\n"
        "\tby mx1.example.com (Postfix) with ESMTPS id %s\n\tfor <user%d@example.com>; Fri, 20 Nov 2026 21:46:%02d +0000 (UTC)",
        variant, variant, variant + 10, id, variant, variant);
    header(s, steps, b, "Received", text, &count);
    header(s, steps, b, "DKIM-Signature", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=mail2026;\n"
        "\tt=1795211160; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n\th=From:To:Subject:Date:Message-ID:MIME-Version:Content-Type;\n"
        "\tb=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4\n\t Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4", &count);
    snprintf(text, sizeof text, "\"Sender number %d\" <%s>", variant, sender);
    header(s, steps, b, "From", text, &count);
    snprintf(text, sizeof text, "user%d@example.com", variant);
    header(s, steps, b, "To", text, &count);
    header(s, steps, b, "Subject", "Re: the figures for the third quarter, as discussed on the telephone", &count);
    header(s, steps, b, "Date", "Fri, 20 Nov 2026 21:46:00 +0000", &count);
    snprintf(text, sizeof text, "<20261120214600.%s@relay%d.example.net>", id, variant);
    header(s, steps, b, "Message-ID", text, &count);
    header(s, steps, b, "In-Reply-To", "<4dfc1e7a-0b5e-4d41-8c1f-6f2f9a3c1b77@example.com>", &count);
    header(s, steps, b, "References", "<a1b2c3d4@example.com> <e5f6a7b8@example.net>\n <4dfc1e7a-0b5e-4d41-8c1f-6f2f9a3c1b77@example.com>", &count);
    header(s, steps, b, "MIME-Version", "1.0", &count);
    header(s, steps, b, "Content-Type", "text/plain; charset=\"utf-8\"; format=flowed", &count);
    header(s, steps, b, "Content-Transfer-Encoding", "8bit", &count);
    header(s, steps, b, "User-Agent", "Mozilla Thunderbird", &count);
    if (variant % 4 != 1) header(s, steps, b, "Content-Language", "en-GB", &count);
    if (variant % 4 >= 2) header(s, steps, b, "List-Unsubscribe", "<https://lists.example.net/unsubscribe?list=figures&token=0123456789abcdef>", &count);
    if (variant % 4 == 3) header(s, steps, b, "X-Mailer-Info", "queue=7; batch=20261120; host=relay.example.net", &count);
    return count;
}

static void send_connection(Script *s, const Plan *plan, uint32_t steps, Buffer *b) {
    if (!(steps & NOCONNECT)) {
        macros(s, plan, ST_CONNECT, 'C', "j", "mx1.example.com", "daemon_name", "mx1.example.com", "daemon_addr", "203.0.113.25",
            "v", "Postfix 3.7.11", "_", "relay.example.net [198.51.100.10]", NULL);
        append_text(b, "relay.example.net");
        uint16_t port = htons(40112);
        append(b, "4", 1);
        append(b, &port, 2);
        append_text(b, "198.51.100.10");
        command(s, steps, NR_CONN, 'C', b, WANT_CONTINUE);
    }
    if (!(steps & NOHELO)) {
        macros(s, plan, ST_HELO, 'H', "tls_version", "TLSv1.3", "cipher", "TLS_AES_256_GCM_SHA384", "cipher_bits", "256", NULL);
        append_text(b, "relay.example.net");
        command(s, steps, NR_HELO, 'H', b, WANT_CONTINUE);
    }
}

static void send_recipients(Script *s, const Plan *plan, uint32_t steps, Buffer *b, int variant, const char *id) {
    for (int i = 0; i < 1 + (variant % 3 == 0) && !(steps & NORCPT); i++) {
        char user[64], bracketed[80];
        snprintf(user, sizeof user, "user%d@example.com", variant + i);
        snprintf(bracketed, sizeof bracketed, "<%s>", user);
        macros(s, plan, ST_RCPT, 'R', "i", id, "rcpt_addr", user, "rcpt_host", "example.com", "rcpt_mailer", "local", NULL);
        append_text(b, bracketed);
        append_text(b, "NOTIFY=NEVER");
        command(s, steps, NR_RCPT, 'R', b, WANT_CONTINUE);
    }
}

static void send_body(Script *s, uint32_t steps, Buffer *b, int variant) {
    static const char line[] = "The quick brown fox jumps over the lazy dog, and the numbers of the quarter follow it.\r\n";
    size_t size = 4096 + (size_t)variant * 256;
    while (b->length < size) append(b, line, sizeof line - 1);
    command(s, steps, NR_BODY, 'B', b, WANT_CONTINUE_OR_SKIP);
}

static void format_value(Script *s, int partner, int headers) {
    char *out = s->value, *end = s->value + sizeof s->value - 24;
    for (const char *p = value_template; *p && out < end; p++) {
        if (p[0] == '%' && p[1] == 'p') out += sprintf(out, "%d", partner), p++;
        else if (p[0] == '%' && p[1] == 'h') out += sprintf(out, "%d", headers), p++;
        else *out++ = *p;
    }
    *out = 0;
}

static void build(Script *s, const Plan *plan, int variant, int first) {
    Buffer b = { 0 };
    uint32_t steps = plan->steps;
    int partner = variant % 2 == 0;
    char id[16], sender[96], bracketed[100];
    snprintf(id, sizeof id, "4Xq%02dK7vZ%dz1", variant, 3 + variant % 7);
    snprintf(sender, sizeof sender, partner ? "sales.dept+%d@mail%d.partner.example" : "Joe.User-%d@dept%d.example.org", variant, variant);
    snprintf(bracketed, sizeof bracketed, "<%s>", sender);

    s->bytes.length = 0;
    s->count = 0;
    if (first) send_connection(s, plan, steps, &b);
    if (!(steps & NOMAIL)) {
        macros(s, plan, ST_MAIL, 'M', "i", id, "mail_addr", sender, "mail_host", strchr(sender, '@') + 1, "mail_mailer", "smtp", NULL);
        append_text(&b, bracketed);
        append_text(&b, "SIZE=6144");
        append_text(&b, "BODY=8BITMIME");
        command(s, steps, NR_MAIL, 'M', &b, WANT_CONTINUE);
    }
    send_recipients(s, plan, steps, &b, variant, id);
    if (!(steps & NODATA)) {
        macros(s, plan, ST_DATA, 'T', "i", id, NULL);
        command(s, steps, NR_DATA, 'T', &b, WANT_CONTINUE);
    }
    Script uncounted = { 0 };
    int headers = send_headers(steps & NOHDRS ? &uncounted : s, steps & NOHDRS ? NR_HDR : steps, &b, variant, id, sender);
    free(uncounted.bytes.data);
    if (!(steps & NOEOH)) {
        macros(s, plan, ST_EOH, 'N', "i", id, NULL);
        command(s, steps, NR_EOH, 'N', &b, WANT_CONTINUE);
    }
    if (!(steps & NOBODY)) send_body(s, steps, &b, variant);
    macros(s, plan, ST_EOM, 'E', "i", id, NULL);
    command(s, 0, 0, 'E', &b, WANT_VERDICT);
    format_value(s, partner, headers);
    free(b.data);
}

/* The plan for a filter's answer to OPTNEG, made once for each answer seen; NULL when the answer is not legal. */
static Plan *plan_for(const unsigned char *answer, size_t length) {
    for (int i = 0; i < plan_count; i++)
        if (plans[i].answer_length == length && memcmp(plans[i].answer, answer, length) == 0) return &plans[i];
    if (length < 12 || length >= sizeof plans[0].answer || plan_count == MAX_SCRIPTS) return NULL;
    Plan *plan = &plans[plan_count];
    memset(plan, 0, sizeof *plan);
    memcpy(plan->answer, answer, length);
    plan->answer_length = length;
    uint32_t fields[3];
    memcpy(fields, answer, 12);
    uint32_t version = ntohl(fields[0]), actions = ntohl(fields[1]);
    plan->steps = ntohl(fields[2]);
    if (version < 2 || version > 6 || (actions & ~(uint32_t)OFFERED_ACTIONS) || (plan->steps & ~(uint32_t)OFFERED_STEPS)
        || !(actions & ACTION_ADDHDRS)) {
        if (verbose) fprintf(stderr, "loadgen: bad OPTNEG answer: version %u, actions %x, steps %x\n", version, actions, plan->steps);
        return NULL;
    }
    for (size_t at = 12; at + 5 <= length;) {
        uint32_t stage;
        memcpy(&stage, plan->answer + at, 4);
        stage = ntohl(stage);
        const char *list = (const char *)plan->answer + at + 4; /* NUL-ended: the array is zeroed and longer than the answer */
        if (stage < STAGES) plan->macros[stage] = list;
        at += 4 + strlen(list) + 1;
    }
    if (verbose) fprintf(stderr, "loadgen: negotiated version %u, actions 0x%x, steps 0x%x\n", version, actions, plan->steps);
    for (int v = 0; v < VARIANTS; v++) {
        build(&plan->first[v], plan, v, 1);
        build(&plan->next[v], plan, v, 0);
    }
    plan_count++;
    return plan;
}

/* ---- connections ---- */

static int may_begin(void) {
    if (begun >= max_messages) return 0;
    return max_seconds <= 0 || (double)(now() - run_start) < max_seconds * 1e9;
}

static void watch(Connection *c, uint32_t events, int operation) {
    struct epoll_event e = { .events = events, .data.ptr = c };
    if (epoll_ctl(epoll_fd, operation, c->fd, &e) != 0) die("epoll_ctl: %s", strerror(errno));
}

static void drop(Connection *c) {
    if (c->fd >= 0) close(c->fd);
    c->fd = -1;
    if (c->state != IDLE) alive--;
    c->state = IDLE;
}

static void start(Connection *c);

static void fail(Connection *c, const char *why) {
    if (verbose && errors < 10) fprintf(stderr, "loadgen: %s (state %d, step %d)\n", why, c->state, c->step);
    errors++;
    drop(c);
}

/* Writes what is due up to the end of the present step. */
static void flush_step(Connection *c) {
    size_t end = c->script->steps[c->step].end;
    while (c->written < end) {
        ssize_t n = send(c->fd, c->script->bytes.data + c->written, end - c->written, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) {
            if (!c->waiting_out) watch(c, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
            c->waiting_out = 1;
            return;
        }
        if (n < 0) { fail(c, "the filter has closed the connection"); return; }
        c->written += (size_t)n;
    }
    if (c->waiting_out) {
        watch(c, EPOLLIN, EPOLL_CTL_MOD);
        c->waiting_out = 0;
    }
}

static void begin_message(Connection *c) {
    int variant = (int)(begun++ % VARIANTS);
    c->script = c->sent_messages == 0 ? &c->plan->first[variant] : &c->plan->next[variant];
    if (c->sent_messages > 0) c->started = now();
    c->step = 0;
    c->written = 0;
    c->header_seen = 0;
    c->state = TALKING;
    flush_step(c);
}

static void quit(Connection *c) {
    static const unsigned char frame[] = { 0, 0, 0, 1, 'Q' };
    (void)!send(c->fd, frame, sizeof frame, MSG_NOSIGNAL);
    drop(c);
}

static void end_message(Connection *c) {
    uint64_t t = now();
    if (latency_count == latency_room) {
        latency_room = latency_room * 2 + 65536;
        latencies = checked(realloc(latencies, latency_room * sizeof *latencies));
    }
    uint64_t tenths = (t - c->started) / 100;
    latencies[latency_count++] = tenths > UINT32_MAX ? UINT32_MAX : (uint32_t)tenths;
    finished++;
    run_end = t;
    c->sent_messages++;
    if (c->sent_messages < per_connection && may_begin()) begin_message(c);
    else quit(c);
}

static void negotiate(Connection *c) {
    unsigned char frame[17] = { 0, 0, 0, 13, 'O' };
    uint32_t fields[3] = { htonl(6), htonl(OFFERED_ACTIONS), htonl(OFFERED_STEPS) };
    memcpy(frame + 5, fields, 12);
    c->state = NEGOTIATING;
    if (send(c->fd, frame, sizeof frame, MSG_NOSIGNAL) != sizeof frame) fail(c, "could not send OPTNEG");
}

static void start(Connection *c) {
    c->fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket: %s", strerror(errno));
    if (c->state != RETRY) {
        c->started = c->touched = now();
        alive++;
        opened++;
    }
    c->sent_messages = 0;
    c->have = 0;
    c->waiting_out = 0;
    c->step = 0;
    if (is_tcp) {
        int yes = 1;
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (address.ss_family == AF_INET && (ntohl(((struct sockaddr_in *)&address)->sin_addr.s_addr) >> 24) == 127) {
            /* Many short connections use up the ports of one source address: the loopback network has more of them. */
            struct sockaddr_in source = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001u + (uint32_t)(opened % 16)) };
            setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
            if (bind(c->fd, (struct sockaddr *)&source, sizeof source) != 0) die("bind: %s", strerror(errno));
        }
    }
    int result = connect(c->fd, (struct sockaddr *)&address, address_length);
    if (result != 0 && errno == EAGAIN) {
        /* The listen queue of a unix socket is full; there is no event for that. */
        close(c->fd);
        c->fd = -1;
        c->state = RETRY;
        return;
    }
    if (result != 0 && errno != EINPROGRESS) {
        c->state = CONNECTING;
        fail(c, strerror(errno));
        return;
    }
    c->state = CONNECTING;
    watch(c, result == 0 ? EPOLLIN : EPOLLOUT, EPOLL_CTL_ADD);
    if (result == 0) negotiate(c);
}

/* One frame of the filter. */
static void reply(Connection *c, unsigned char letter, const unsigned char *data, size_t length) {
    if (c->state == NEGOTIATING) {
        if (letter != 'O' || (c->plan = plan_for(data, length)) == NULL) fail(c, "the answer to OPTNEG is not legal");
        else if (may_begin()) begin_message(c);
        else quit(c);
        return;
    }
    if (c->written < c->script->steps[c->step].end) { fail(c, "a reply came before its command was complete"); return; }
    Want wanted = c->script->steps[c->step].want;
    if (wanted == WANT_VERDICT) {
        size_t name = strlen(header_name) + 1, value = strlen(c->script->value) + 1;
        switch (letter) {
        case 'h':
            if (c->header_seen++ || length != name + value || memcmp(data, header_name, name) != 0
                || memcmp(data + name, c->script->value, value) != 0) {
                if (verbose) fprintf(stderr, "loadgen: expected '%s: %s', got '%.*s'\n", header_name, c->script->value, (int)length,
                    length > name ? (const char *)data + name : "");
                fail(c, "a wrong header came");
            }
            return;
        case 'p':
            return;
        case 'a': case 'c':
            if (c->header_seen != 1) fail(c, "the header did not come");
            else end_message(c);
            return;
        default:
            fail(c, "an unexpected reply to the end of the message");
            return;
        }
    }
    if (letter != 'c' && !(letter == 's' && wanted == WANT_CONTINUE_OR_SKIP)) {
        fail(c, "a reply other than continue");
        return;
    }
    c->step++;
    flush_step(c);
}

static void receive(Connection *c) {
    ssize_t n = recv(c->fd, c->input + c->have, INPUT_SIZE - c->have, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) { fail(c, "the filter has closed the connection"); return; }
    c->have += (size_t)n;
    if (quick_ack && is_tcp) setsockopt(c->fd, IPPROTO_TCP, TCP_QUICKACK, &(int){ 1 }, sizeof(int));
    size_t at = 0;
    while (c->have - at >= 5 && (c->state == NEGOTIATING || c->state == TALKING)) {
        uint32_t size;
        memcpy(&size, c->input + at, 4);
        size = ntohl(size);
        if (size == 0 || size > INPUT_SIZE - 4) { fail(c, "a frame of illegal length"); return; }
        if (c->have - at < 4 + (size_t)size) break;
        size_t frame = at;
        at += 4 + (size_t)size;
        reply(c, c->input[frame + 4], c->input + frame + 5, size - 1);
    }
    if (c->state == IDLE) return;
    memmove(c->input, c->input + at, c->have - at);
    c->have -= at;
}

static void handle(Connection *c, uint32_t events) {
    if (c->state == IDLE || c->state == RETRY) return;
    c->touched = now();
    if (c->state == CONNECTING) {
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error) { fail(c, strerror(error)); return; }
        watch(c, EPOLLIN, EPOLL_CTL_MOD);
        negotiate(c);
        return;
    }
    if ((events & EPOLLOUT) && c->state == TALKING) flush_step(c);
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && c->state != IDLE) receive(c);
}

/* ---- the program ---- */

static void parse_socket(const char *text) {
    if (strncmp(text, "unix:", 5) == 0) {
        struct sockaddr_un *u = (struct sockaddr_un *)&address;
        if (strlen(text + 5) >= sizeof u->sun_path) die("the socket's path is too long");
        u->sun_family = AF_UNIX;
        strcpy(u->sun_path, text + 5);
        address_length = sizeof *u;
        return;
    }
    char host[64];
    unsigned port;
    if (sscanf(text, "inet:%u@%63s", &port, host) != 2) die("expected unix:/path or inet:port@host, got '%s'", text);
    struct sockaddr_in *in = (struct sockaddr_in *)&address;
    in->sin_family = AF_INET;
    in->sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &in->sin_addr) != 1) die("'%s' is not an IPv4 address", host);
    address_length = sizeof *in;
    is_tcp = 1;
}

static long connection_count = 1;

static void parse(int argc, char **argv) {
    static const struct option options[] = {
        { "socket", 1, 0, 's' }, { "connections", 1, 0, 'c' }, { "per-connection", 1, 0, 'm' }, { "messages", 1, 0, 'n' },
        { "seconds", 1, 0, 't' }, { "header", 1, 0, 'h' }, { "value", 1, 0, 'v' }, { "timeout", 1, 0, 'w' },
        { "quick-ack", 0, 0, 'q' }, { "verbose", 0, 0, 'x' }, { 0 }
    };
    int socket_given = 0;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (o) {
        case 's': parse_socket(optarg); socket_given = 1; break;
        case 'c': connection_count = atol(optarg); break;
        case 'm': per_connection = atol(optarg); break;
        case 'n': max_messages = atol(optarg); break;
        case 't': max_seconds = atof(optarg); break;
        case 'h': header_name = optarg; break;
        case 'v': value_template = optarg; break;
        case 'w': timeout_seconds = atof(optarg); break;
        case 'q': quick_ack = 1; break;
        case 'x': verbose = 1; break;
        default: exit(2);
        }
    }
    if (!socket_given || connection_count < 1 || connection_count > 10000 || per_connection < 1 || max_messages < 1)
        die("usage: loadgen --socket S --connections N --per-connection M [--messages T] [--seconds S] ...");
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static double percentile(double p) {
    if (latency_count == 0) return 0;
    return latencies[(size_t)((double)(latency_count - 1) * p)] / 10.0;
}

static void check_timeouts(Connection *all) {
    uint64_t t = now();
    for (long i = 0; i < connection_count; i++)
        if (all[i].state != IDLE && t > all[i].touched && (double)(t - all[i].touched) > timeout_seconds * 1e9) {
            if (all[i].state == RETRY) alive--, all[i].state = IDLE, errors++;
            else fail(&all[i], "no answer in time");
        }
}

int main(int argc, char **argv) {
    parse(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    Connection *all = checked(calloc((size_t)connection_count, sizeof *all));
    run_start = run_end = now();
    for (long i = 0; i < connection_count; i++) all[i].fd = -1;

    uint64_t next_check = run_start + 1000000000u;
    for (;;) {
        int retry = 0;
        for (long i = 0; i < connection_count; i++) {
            if (all[i].state == RETRY || (all[i].state == IDLE && may_begin() && errors < 1000)) {
                start(&all[i]);
                retry |= all[i].state == RETRY || all[i].state == IDLE;
            }
        }
        if (alive == 0 && (!may_begin() || errors >= 1000)) break;
        struct epoll_event ready[256];
        int n = epoll_wait(epoll_fd, ready, 256, retry ? 1 : 1000);
        for (int i = 0; i < n; i++) handle(ready[i].data.ptr, ready[i].events);
        if (now() > next_check) {
            check_timeouts(all);
            next_check = now() + 1000000000u;
        }
    }

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double seconds = (double)(run_end - run_start) / 1e9;
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    qsort(latencies, latency_count, sizeof *latencies, compare);
    printf("messages=%ld seconds=%.6f rate=%.1f median_us=%.1f p99_us=%.1f max_us=%.1f errors=%ld connections=%ld per_connection=%ld opened=%ld loadgen_cpu=%.3f\n",
        finished, seconds, seconds > 0 ? (double)finished / seconds : 0, percentile(0.5), percentile(0.99), percentile(1), errors,
        connection_count, per_connection, opened, cpu);
    return errors ? 1 : 0;
}
