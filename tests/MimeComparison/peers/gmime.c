/* Describes the messages of a folder as GMime reads them, in the format of python_email.py. */
#include <dirent.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *file;

static void print_line(const char *path, const char *type, long size, const char *name)
{
    printf("%s\t%s\t", file, path);
    for (; *type != '\0'; type++)
        putchar(g_ascii_tolower(*type));
    if (size < 0)
        printf("\t-\t");
    else
        printf("\t%ld\t", size);
    for (; name != NULL && *name != '\0'; name++)
        printf("%02x", (unsigned char)*name);
    putchar('\n');
}

static long decoded_size(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content == NULL)
        return 0;
    GMimeStream *null = g_mime_stream_null_new();
    long size = g_mime_data_wrapper_write_to_stream(content, null);
    g_object_unref(null);
    return size;
}

static void describe(GMimeObject *entity, const char *path)
{
    GMimeContentType *type = g_mime_object_get_content_type(entity);
    char *text = g_mime_content_type_get_mime_type(type);
    const char *name = GMIME_IS_PART(entity) ? g_mime_part_get_filename((GMimePart *)entity)
                                             : g_mime_object_get_content_disposition_parameter(entity, "filename");
    const char *lead = strcmp(path, "0") == 0 ? "" : path;
    char inner[4096];
    if (GMIME_IS_MULTIPART(entity)) {
        int count = g_mime_multipart_get_count((GMimeMultipart *)entity);
        print_line(path, text, count > 0 ? -1 : 0, name);
        for (int i = 0; i < count; i++) {
            snprintf(inner, sizeof inner, "%s%s%d", lead, *lead != '\0' ? "." : "", i + 1);
            describe(g_mime_multipart_get_part((GMimeMultipart *)entity, i), inner);
        }
    } else if (GMIME_IS_MESSAGE_PART(entity)) {
        GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)entity);
        GMimeObject *root = message != NULL ? g_mime_message_get_mime_part(message) : NULL;
        print_line(path, text, root != NULL ? -1 : 0, name);
        snprintf(inner, sizeof inner, "%s%s1", lead, *lead != '\0' ? "." : "");
        if (root != NULL)
            describe(root, inner);
    } else {
        print_line(path, text, GMIME_IS_PART(entity) ? decoded_size((GMimePart *)entity) : 0, name);
    }
    g_free(text);
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int count = argc == 2 ? scandir(argv[1], &entries, is_visible, alphasort) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: gmime FOLDER\n");
        return 2;
    }
    g_mime_init();
    for (int i = 0; i < count; i++) {
        char *path = g_strdup_printf("%s/%s", argv[1], entries[i]->d_name);
        file = entries[i]->d_name;
        GMimeStream *stream = g_mime_stream_file_open(path, "r", NULL);
        GMimeParser *parser = g_mime_parser_new_with_stream(stream);
        GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
        if (message != NULL && g_mime_message_get_mime_part(message) != NULL)
            describe(g_mime_message_get_mime_part(message), "0");
        else
            print_line("0", "failed: no message", -1, "");
        if (message != NULL)
            g_object_unref(message);
        g_object_unref(parser);
        g_object_unref(stream);
        g_free(path);
    }
    return 0;
}
