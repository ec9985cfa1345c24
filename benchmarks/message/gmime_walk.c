/* Reads a message into memory, then parses it and walks over its MIME tree again and again: every entity is visited, its type and file name are asked for, and the
 * content of every leaf is decoded once, in pieces, and counted. Prints for each round the nanoseconds of processor time for one walk, the entities and the decoded bytes.
 * Usage: gmime_walk FILE ROUNDS WALKS */
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct walk {
    long entities;
    long bytes;
    unsigned long sum;
};

static void decode(GMimePart *part, struct walk *walk)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content == NULL)
        return;
    /* What GMime itself does when it writes a content, but into our buffer. */
    GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
    GMimeFilter *filter = g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
    GMimeStream *decoded = g_mime_stream_filter_new(stream);
    g_mime_stream_filter_add((GMimeStreamFilter *)decoded, filter);
    g_mime_stream_reset(stream);
    static char buffer[65536];
    ssize_t count;
    while ((count = g_mime_stream_read(decoded, buffer, sizeof buffer)) > 0) {
        walk->bytes += count;
        walk->sum += (unsigned char)buffer[0] + (unsigned char)buffer[count - 1];
    }
    g_object_unref(decoded);
    g_object_unref(filter);
}

static void visit(GMimeObject *entity, struct walk *walk)
{
    GMimeContentType *type = g_mime_object_get_content_type(entity);
    walk->entities++;
    walk->sum += (unsigned char)g_mime_content_type_get_media_type(type)[0] + (unsigned char)g_mime_content_type_get_media_subtype(type)[0];
    if (GMIME_IS_MULTIPART(entity)) {
        int count = g_mime_multipart_get_count((GMimeMultipart *)entity);
        for (int i = 0; i < count; i++)
            visit(g_mime_multipart_get_part((GMimeMultipart *)entity, i), walk);
    } else if (GMIME_IS_MESSAGE_PART(entity)) {
        visit(g_mime_message_get_mime_part(g_mime_message_part_get_message((GMimeMessagePart *)entity)), walk);
    } else {
        const char *name = g_mime_part_get_filename((GMimePart *)entity);
        walk->sum += name != NULL ? (unsigned char)name[0] : 0;
        decode((GMimePart *)entity, walk);
    }
}

static struct walk parse(const char *bytes, size_t length)
{
    struct walk walk = {0, 0, 0};
    GByteArray array = {(guint8 *)bytes, (guint)length};
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_stream_mem_set_byte_array((GMimeStreamMem *)stream, &array);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    visit(g_mime_message_get_mime_part(message), &walk);
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    return walk;
}

int main(int argc, char **argv)
{
    gchar *bytes;
    gsize length;
    if (argc != 4 || !g_file_get_contents(argv[1], &bytes, &length, NULL)) {
        fprintf(stderr, "usage: gmime_walk FILE ROUNDS WALKS\n");
        return 2;
    }
    long walks = atol(argv[3]);
    g_mime_init();
    for (int rounds = atoi(argv[2]); rounds > 0; rounds--) {
        struct walk walk = {0, 0, 0};
        struct timespec start, end;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
        for (long i = 0; i < walks; i++)
            walk = parse(bytes, length);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
        long time = (end.tv_sec - start.tv_sec) * 1000000000L + end.tv_nsec - start.tv_nsec;
        printf("%ld %ld %ld\n", time / walks, walk.entities, walk.bytes);
    }
    return 0;
}
