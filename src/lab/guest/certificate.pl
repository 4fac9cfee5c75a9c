#!/usr/bin/perl
# Writes a key and its certificate, the same ones to each file.
#
# usage: certificate.pl FILE...
use strict;
use warnings;

my ($folder) = $0 =~ m{^(.*)/};
require "$folder/tls.pl";
my ($key, $certificate) = new_certificate('lab');
my $text = Net::SSLeay::PEM_get_string_PrivateKey($key) . Net::SSLeay::PEM_get_string_X509($certificate);
for my $path (@ARGV) {
    open my $file, '>', $path or die "$path: $!";
    print $file $text;
    close $file;
}
