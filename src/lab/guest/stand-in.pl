#!/lab/perl
# Stands in for a program that keepalived runs: it succeeds, but for the commands that the file FAILING has, a line each.
# Whoever else runs it gets the program itself, where the machine has it.
use strict;
use warnings;

use constant { FAILING => '/run/lab/failing', ORIGINALS => '/lab/originals' };

my $original = ORIGINALS . $0;
if (!is_run_by_keepalived()) {
    exec {$original} $0, @ARGV if -x $original;
    exit 127;
}
my $command = join ' ', map { s/["'\\]//gr } $0, @ARGV;
$command =~ s/\s+/ /g;
open my $file, '<', FAILING or exit 0;
while (my $line = <$file>) {
    chomp $line;
    exit 1 if $line eq $command;
}
exit 0;

sub is_run_by_keepalived {
    open my $file, '<', '/proc/' . getppid . '/cmdline' or return;
    my ($program) = split /\0/, <$file> // '';
    return ($program // '') =~ m{(?:^|/)keepalived$};
}
