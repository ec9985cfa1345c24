# Describes the messages of a folder as MIME::Tools reads them, in the format of python_email.py.
use strict;
use warnings;
use MIME::Parser;
use Encode;

binmode STDOUT;
local $SIG{__WARN__} = sub { };
my $folder = $ARGV[0];
opendir my $listing, $folder or die "$folder: $!";
for my $file (sort grep { !/^\./ } readdir $listing) {
    my ($root, $with_files) = map { parse("$folder/$file", $_) } 0, 1;
    if ($root && $with_files) { describe($file, $root, $with_files, '0'); }
    else                      { print join("\t", $file, '0', 'failed: died', '-', ''), "\n"; }
}

sub parse {
    my ($path, $uuencode) = @_;
    my $parser = MIME::Parser->new;
    $parser->output_to_core(1);
    $parser->tmp_to_core(1);
    $parser->extract_uuencode($uuencode);
    open my $message, '<:raw', $path or die "$path: $!";
    my $root = eval { $parser->parse($message) };
    close $message;
    return $root;
}

# The second tree is that in which texts with uuencoded files have become multiparts.
sub describe {
    my ($file, $entity, $with_files, $path) = @_;
    my @parts = $entity->parts;
    my $size = @parts ? '-' : defined $entity->bodyhandle ? length($entity->bodyhandle->as_string) : 0;
    tell_of($file, $path, lc $entity->effective_type, $size, $entity);
    my @others = $with_files->parts;
    my $number = 0;
    if (!@parts) {
        tell_of($file, "$path/" . ++$number, 'uuencode', length($_->bodyhandle->as_string), $_)
            for grep { ($_->head->mime_attr('content-disposition') || '') eq 'attachment' || defined $_->head->recommended_filename } @others;
        return;
    }
    describe($file, $parts[$_], $others[$_], $path eq '0' ? $_ + 1 : "$path." . ($_ + 1)) for 0 .. $#parts;
}

sub tell_of {
    my ($file, $path, $type, $size, $entity) = @_;
    my $name = $entity->head->recommended_filename;
    $name = '' unless defined $name;
    $name = Encode::encode('UTF-8', $name) if Encode::is_utf8($name);
    print join("\t", $file, $path, $type, $size, unpack('H*', $name)), "\n";
}
