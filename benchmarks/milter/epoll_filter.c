/*
 * The limit of the machine: a filter that does the benchmark's work (is the sender a partner, how many headers are there, add
 * one header) in a bare epoll loop of one thread. It asks for the stages it needs (mail, header, end of message), for no macros,
 * and leaves headers unanswered. It is no filter for real use: it trusts its peer and knows nothing of errors.
 *
 *   epoll_filter unix:/path|inet:port@host
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { INPUT_SIZE = 131072 };
/* NOCONNECT, NOHELO, NORCPT, NOBODY, NOEOH, NR_HDR, NOUNKNOWN, NODATA */
static const uint32_t steps = 0x1 | 0x2 | 0x8 | 0x10 | 0x40 | 0x80 | 0x100 | 0x200;

typedef struct {
    int fd, partner, headers;
    size_t have;
    unsigned char input[INPUT_SIZE];
} Connection;

/* Connections are kept for reuse: a fresh one costs page faults. */
static Connection *spare[4096];
static int spares;

static int listen_on(const char *text) {
    int fd, yes = 1;
    if (strncmp(text, "unix:", 5) == 0) {
        struct sockaddr_un u = { .sun_family = AF_UNIX };
        snprintf(u.sun_path, sizeof u.sun_path, "%s", text + 5);
        unlink(u.sun_path);
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        umask(0);
        if (bind(fd, (struct sockaddr *)&u, sizeof u) != 0) return -1;
    } else {
        struct sockaddr_in in = { .sin_family = AF_INET };
        char host[64];
        unsigned port;
        if (sscanf(text, "inet:%u@%63s", &port, host) != 2) return -1;
        in.sin_port = htons((uint16_t)port);
        inet_pton(AF_INET, host, &in.sin_addr);
        fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (bind(fd, (struct sockaddr *)&in, sizeof in) != 0) return -1;
    }
    return listen(fd, 1024) == 0 ? fd : -1;
}

static size_t put(unsigned char *out, char letter, const void *data, size_t length) {
    uint32_t size = htonl((uint32_t)length + 1);
    memcpy(out, &size, 4);
    out[4] = (unsigned char)letter;
    if (length) memcpy(out + 5, data, length);
    return length + 5;
}

static int is_partner(const unsigned char *address, size_t length) {
    static const char domain[] = "partner.example>";
    size_t n = strnlen((const char *)address, length), d = sizeof domain - 1;
    return n > d && memcmp(address + n - d, domain, d) == 0 && (address[n - d - 1] == '.' || address[n - d - 1] == '@');
}

/* Answers what is complete in the buffer; 0 when the connection is over. */
static int work(Connection *c) {
    unsigned char out[1024];
    size_t at = 0, length = 0;
    while (c->have - at >= 5) {
        uint32_t size;
        memcpy(&size, c->input + at, 4);
        size = ntohl(size);
        if (size == 0 || size > INPUT_SIZE - 4) return 0;
        if (c->have - at < 4 + (size_t)size) break;
        const unsigned char *data = c->input + at + 5;
        switch (c->input[at + 4]) {
        case 'O': {
            uint32_t fields[10] = { htonl(6), htonl(0x1 | 0x100), htonl(steps) };
            unsigned char answer[12 + 7 * 5];
            memcpy(answer, fields, 12);
            for (uint32_t stage = 0; stage < 7; stage++) { /* an empty list: no macros */
                uint32_t number = htonl(stage);
                memcpy(answer + 12 + stage * 5, &number, 4);
                answer[12 + stage * 5 + 4] = 0;
            }
            length += put(out + length, 'O', answer, sizeof answer);
            break;
        }
        case 'M':
            c->partner = is_partner(data, size - 1);
            c->headers = 0;
            length += put(out + length, 'c', NULL, 0);
            break;
        case 'L':
            c->headers++;
            break;
        case 'E': {
            char header[64];
            int n = snprintf(header, sizeof header, "X-Postern-Bench%cpartner=%d headers=%d", 0, c->partner, c->headers);
            length += put(out + length, 'h', header, (size_t)n + 1);
            length += put(out + length, 'c', NULL, 0);
            break;
        }
        case 'Q':
            return 0;
        }
        at += 4 + (size_t)size;
        if (length > sizeof out / 2) {
            if (send(c->fd, out, length, MSG_NOSIGNAL) != (ssize_t)length) return 0;
            length = 0;
        }
    }
    if (at < c->have) memmove(c->input, c->input + at, c->have - at);
    c->have -= at;
    return length == 0 || send(c->fd, out, length, MSG_NOSIGNAL) == (ssize_t)length;
}

int main(int argc, char **argv) {
    int listener = argc == 2 ? listen_on(argv[1]) : -1, yes = 1;
    if (listener < 0) {
        fprintf(stderr, "usage: epoll_filter unix:/path|inet:port@host\n");
        return 64;
    }
    int epoll = epoll_create1(0);
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = NULL }, ready[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
    for (;;) {
        int n = epoll_wait(epoll, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            Connection *c = ready[i].data.ptr;
            if (c == NULL) {
                for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
                    c = spares > 0 ? spare[--spares] : malloc(sizeof *c);
                    if (c == NULL) abort();
                    c->fd = fd;
                    c->have = 0;
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                    e = (struct epoll_event){ .events = EPOLLIN, .data.ptr = c };
                    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
                }
                continue;
            }
            ssize_t got = recv(c->fd, c->input + c->have, INPUT_SIZE - c->have, 0);
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (got > 0) c->have += (size_t)got;
            if (got <= 0 || !work(c)) {
                close(c->fd);
                if (spares < 4096) spare[spares++] = c;
                else free(c);
            }
        }
    }
}
