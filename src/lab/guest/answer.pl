#!/usr/bin/perl
# A real server's services: each answer says which host gave it, at which address, and to whom.
# Prints its process id and goes to the background when it listens. Standard input says where, a line each:
#
#   tcp PORT http|https|smtp|ftp     on every address, IPv4 and IPv6; https answers without TLS, too
#   passive FIRST LAST               ports of FTP's data connections; any one where no line says them
#   udp ADDRESS PORT                 answers come from the address that was asked; to a query of DNS that the name has no records
#   page PORT HOST PATH CODE BODY    what a GET of PATH answers; 200 and who it is for all others
#   name PORT NAME                   a name that a TLS handshake may ask for; any one where no line names the port
#   reply ADDRESS PORT ASKED REPLY   what a datagram answers
#
# HOST is "-" for any Host header. BODY, ASKED and REPLY are in hexadecimal; "-" is nothing, and as a BODY who it is.
use strict;
use warnings;
use Socket qw(:all);

# Older versions of Socket do not know them.
use constant FREEBIND_IPV4 => 15;
use constant FREEBIND_IPV6 => 78;

my ($name) = @ARGV;
my (%listeners, %datagrams, %clients, %pages, %names_of, %replies, @passive, $tls);
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';

while (my $line = <STDIN>) {
    my ($kind, @words) = split ' ', $line;
    if    ($kind eq 'tcp')    { listen_tcp(@words) }
    elsif ($kind eq 'udp')    { bind_udp(@words) }
    elsif ($kind eq 'page')   { add_page(@words) }
    elsif ($kind eq 'name')   { $names_of{ $words[0] }{ lc $words[1] } = 1 }
    elsif ($kind eq 'passive') { @passive = @words }
    elsif ($kind eq 'reply')  { $replies{"$words[0] $words[1] $words[2]"} = bytes($words[3]) }
}
my $pid = fork // die "fork: $!";
if ($pid) { print "$pid\n"; exit }
open STDIN,  '<', '/dev/null';
open STDOUT, '>', '/dev/null';

while (1) {
    my $ready = '';
    vec($ready, $_, 1) = 1 for keys %listeners, keys %datagrams, keys %clients;
    next if select($ready, undef, undef, undef) <= 0;
    for (grep { vec $ready, $_, 1 } keys %clients)   { hear($_) }
    for (grep { vec $ready, $_, 1 } keys %listeners) { take($_) }
    for (grep { vec $ready, $_, 1 } keys %datagrams) { reply($_) }
}

sub listen_tcp {
    my ($port, $kind) = @_;
    for my $address (pack_sockaddr_in($port, INADDR_ANY), pack_sockaddr_in6($port, IN6ADDR_ANY)) {
        my $family = sockaddr_family($address);
        socket(my $socket, $family, SOCK_STREAM, 0) or next;
        setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1;
        setsockopt $socket, IPPROTO_IPV6, IPV6_V6ONLY, 1 if $family == AF_INET6;
        bind($socket, $address) && listen($socket, 512) or die "tcp $port: $!";
        $listeners{fileno $socket} = { socket => $socket, port => $port, kind => $kind };
    }
    $tls //= tls_context() if $kind eq 'https';
}

sub add_page {
    my ($port, $host, $path, $code, $body) = @_;
    $pages{"$port $path"}{ lc $host } = { code => $code, body => $body eq '-' ? undef : bytes($body) };
}

sub bytes { return $_[0] eq '-' ? '' : pack 'H*', $_[0] }

sub bind_udp {
    my ($text, $port) = @_;
    my $family  = $text =~ /:/ ? AF_INET6 : AF_INET;
    my $packed  = inet_pton($family, $text);
    my $address = $family == AF_INET6 ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
    socket(my $socket, $family, SOCK_DGRAM, 0) or die "udp: $!";
    # A VIP is not there before its script has run.
    setsockopt $socket, $family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP,
        $family == AF_INET6 ? FREEBIND_IPV6 : FREEBIND_IPV4, 1;
    bind $socket, $address or die "udp $text $port: $!";
    $datagrams{fileno $socket} = { socket => $socket, at => "$text $port" };
}

sub take {
    my ($listener) = $listeners{ $_[0] };
    my $peer = accept(my $socket, $listener->{socket}) or return;
    $clients{fileno $socket} = {
        %$listener,
        socket => $socket,
        heard  => '',
        who    => join(' ', $name, endpoint(getsockname $socket), endpoint($peer)),
    };
    syswrite $socket, "220 $name\r\n" if $listener->{kind} =~ /^(?:smtp|ftp)$/;
    return if $listener->{kind} ne 'data';
    my $client = delete $clients{fileno $socket};
    syswrite $socket, "$client->{who}\n";
    delete $listeners{ $_[0] };
}

sub hear {
    my ($number) = @_;
    my $client = $clients{$number};
    return shake_hands(delete $clients{$number}) if starts_tls($client);
    my $count = sysread $client->{socket}, $client->{heard}, 4096, length $client->{heard};
    if (!$count || length $client->{heard} > 65536) { delete $clients{$number}; return }
    if (is_http($client->{heard})) {
        return if !is_whole($client->{heard});
        syswrite $client->{socket}, http_answer($client);
        delete $clients{$number};
        return;
    }
    while ($client->{heard} =~ s/^([^\n]*)\n//) {
        my $line = $1;
        if ($client->{kind} =~ /^http/) { syswrite $client->{socket}, "$client->{who}\n" }
        elsif ($client->{kind} eq 'ftp' && $line =~ /^(?:pasv|epsv)/i) { syswrite $client->{socket}, passive($client) }
        elsif ($line =~ /^quit/i) { syswrite $client->{socket}, "221 bye\r\n"; delete $clients{$number}; return }
        elsif ($line =~ /^who/i) { syswrite $client->{socket}, "$client->{who}\n" }
        else                     { syswrite $client->{socket}, "250 $name\r\n" }
    }
}

# Listens for one data connection, and says where: 227 with an address, 229 without one.
sub passive {
    my ($client) = @_;
    my $own    = getsockname $client->{socket};
    my $family = sockaddr_family($own);
    my ($packed) = (unpack_endpoint($own))[1];
    socket my $socket, $family, SOCK_STREAM, 0 or return "425 $!\r\n";
    my ($first, $last) = @passive ? @passive : (0, 0);
    for my $port ($first .. $last) {
        my $address = $family == AF_INET6 ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
        next if !(bind($socket, $address) && listen $socket, 1);
        $listeners{fileno $socket} = { socket => $socket, port => $port, kind => 'data' };
        my ($given) = unpack_endpoint(getsockname $socket);
        return "229 data (|||$given|)\r\n" if $family == AF_INET6;
        return '227 data (' . join(',', unpack('C4', $packed), $given >> 8, $given & 255) . ")\r\n";
    }
    return "425 no port\r\n";
}

sub is_http  { return $_[0] =~ /^(?:GET|HEAD) \S+ / }
sub is_whole { return $_[0] =~ /\r?\n\r?\n/ }

# A client of the lab asks for "/@lab", which no check does.
sub http_answer {
    my ($client, $refused) = @_;
    my ($path) = $client->{heard} =~ /^\S+ (\S+)/;
    my ($host) = $client->{heard} =~ /^Host: *(\S+)/im;
    my $known = $pages{"$client->{port} $path"};
    my $page  = $known ? $known->{ name_of($host) } // $known->{'-'} // { code => 404 } : { code => 200 };
    my $body  = $page->{body} // "$client->{who}\n";
    my $code  = $refused ? 421 : $page->{code};
    return "HTTP/1.0 $code Lab\r\n\r\n" if $code =~ /^(?:1..|204|304)$/;
    return "HTTP/1.0 $code Lab\r\nContent-Type: text/plain\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
}

# A Host header without its port.
sub name_of {
    my ($host) = @_;
    return '-' if !defined $host;
    return lc($host =~ s/:\d+$//r);
}

# A handshake of TLS begins with a record of its own type.
sub starts_tls {
    my ($client) = @_;
    return if $client->{kind} ne 'https' || $client->{heard} ne '';
    my $first = '';
    recv $client->{socket}, $first, 1, MSG_PEEK;
    return $first eq "\x16";
}

# Answers over TLS in a process of its own, which waits ten seconds at most.
sub shake_hands {
    my ($client) = @_;
    my $pid = fork // die "fork: $!";
    return if $pid;
    alarm 10;
    my $ssl = Net::SSLeay::new($tls);
    Net::SSLeay::set_fd($ssl, fileno $client->{socket});
    exit if Net::SSLeay::accept($ssl) != 1;
    until (is_whole($client->{heard})) {
        my $more = Net::SSLeay::read($ssl);
        exit if !defined $more || $more eq '';
        $client->{heard} .= $more;
    }
    my $names = $names_of{ $client->{port} };
    my $asked = Net::SSLeay::get_servername($ssl) // '';
    Net::SSLeay::write($ssl, http_answer($client, $names && !$names->{ lc $asked }));
    Net::SSLeay::shutdown($ssl);
    exit;
}

sub tls_context {
    my ($folder) = $0 =~ m{^(.*)/};
    require "$folder/tls.pl";
    my ($key, $certificate) = new_certificate($name);
    my $context = Net::SSLeay::CTX_new();
    Net::SSLeay::CTX_use_certificate($context, $certificate) && Net::SSLeay::CTX_use_PrivateKey($context, $key)
        or die 'no certificate for TLS';
    return $context;
}

sub reply {
    my ($datagram) = $datagrams{ $_[0] };
    my $peer = recv $datagram->{socket}, my $question, 65536, 0;
    return if !defined $peer;
    my $asked = length $question ? unpack 'H*', $question : '-';
    my $answer = $replies{"$datagram->{at} $asked"} // dns_answer($question)
        // join(' ', $name, endpoint(getsockname $datagram->{socket}), endpoint($peer)) . "\n";
    send $datagram->{socket}, $answer, 0, $peer;
}

# To one question of DNS (RFC 1035, section 4.1): its header with QR, RA and no error, and the question again.
sub dns_answer {
    my ($question) = @_;
    return if length $question < 17;
    my ($id, $flags, $questions, $answers) = unpack 'n4', $question;
    return if $flags & 0xf800 || $questions != 1 || $answers != 0;
    my $end = 12;
    while (my $length = ord substr $question, $end, 1) {
        $end += 1 + $length;
        return if $length > 63 || $end >= length $question;
    }
    # The end of the name, the type and the class.
    return pack('n6', $id, 0x8080 | $flags & 0x0100, 1, 0, 0, 0) . substr $question, 12, $end + 5 - 12;
}

sub endpoint {
    my ($address) = @_;
    my $family = sockaddr_family($address);
    my ($port, $packed) = unpack_endpoint($address);
    my $text = inet_ntop($family, $packed);
    return $family == AF_INET6 ? "[$text]:$port" : "$text:$port";
}

# The port and the packed address.
sub unpack_endpoint {
    my ($address) = @_;
    return sockaddr_family($address) == AF_INET6 ? unpack_sockaddr_in6($address) : unpack_sockaddr_in($address);
}
