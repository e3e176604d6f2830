; A site like any other (RFC 2606): www and mail.
$TTL 1h
@                   IN SOA ns.example.net. hostmaster.example.net. ( 1 1h 15m 1w 10m )
@                   IN NS  ns.example.net.
@                   IN A   ADDRESS
@                   IN MX  10 mail
www                 IN A   ADDRESS
mail                IN A   ADDRESS
