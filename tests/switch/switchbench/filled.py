"""A switch that has something to show for every show command: whoever adds one adds here what it shows."""

from __future__ import annotations

from pathlib import Path

from ccp3switch.frames.lldp import Station
from ccp3switch.guard.seen import Heard
from ccp3switch.live.contract import Bundled, Learned, Neighbour, SpanningTree, TreePort
from ccp3switch.live.leases import Lease
from ccp3switch.shell.session import Session
from ccp3switch.switch import Login, Switch

from switchbench.offline import FakeEngine, FakeLive, make_switch

CONFIG = """
hostname sw1
no ip domain-lookup
ip domain-name atelier.lan
archive
 path flash:avant
username admin privilege 15 secret x
vlan 10
 name COMPTA
vlan 20
 name ATELIER
interface GigabitEthernet1/0/1
 description vers sw2
 switchport mode trunk
 switchport trunk allowed vlan 10,20
 switchport trunk native vlan 10
interface GigabitEthernet1/0/2
 description poste
 switchport access vlan 10
 switchport mode access
 spanning-tree portfast
interface GigabitEthernet1/0/3
 shutdown
interface Vlan10
 description gestion
 ip address 10.0.10.2 255.255.255.0
ip dhcp pool COMPTA
 network 10.0.10.0 255.255.255.0
interface GigabitEthernet1/0/4
 no switchport
 ip address 192.168.7.1 255.255.255.252
 ipv6 address 2001:db8:7::1/64
interface Loopback0
 ip address 192.168.9.1 255.255.255.255
ip routing
interface range gi1/0/21 - 22
 switchport mode trunk
 channel-group 1 mode active
interface GigabitEthernet1/0/5
 switchport mode access
 switchport port-security maximum 2
 switchport port-security
 spanning-tree bpduguard enable
interface GigabitEthernet1/0/6
 description bloque
 switchport voice vlan 20
monitor session 1 source interface Gi1/0/2
monitor session 1 destination interface Gi1/0/9
lldp run
errdisable recovery cause all
ip default-gateway 10.0.10.1
ip access-list extended WEB
 permit tcp any host 10.0.20.80 eq www
 permit tcp 10.0.10.0 0.0.0.255 range 1024 2000 any established
 deny ip any any log
access-list 10 permit 10.0.10.7
access-list 10 permit 10.0.10.0 0.0.0.255
ip nat inside source static tcp 10.0.10.7 80 203.0.113.9 8080
ip route 0.0.0.0 0.0.0.0 192.168.7.2
ipv6 route ::/0 2001:db8:7::2
"""
PARAMETERS = {
    "{interface}": "GigabitEthernet1/0/2", "{port}": "GigabitEthernet1/0/2", "{vlan}": "10", "{word}": "COMPTA",
    "{mac}": "0242.aabb.cc01", "{file}": "flash:", "{ip}": "10.0.10.7",
    "{list}": "WEB", "{mask}": "255.255.255.0", "{channel}": "Port-channel1", "{group}": "1", "{session}": "1",
}  # fmt: skip
"""What stands for a parameter of a show command: something that the configuration above holds."""


def live() -> FakeLive:
    """Live facts that go with the configuration."""
    found = FakeLive(up={"eth1", "eth2", "eth4", "eth5", "eth21", "eth22"})
    partner = Bundled(True, "02:42:aa:bb:cc:09", 32768, 21, 2, partner_active=True)
    found.lacp = {"eth21": partner, "eth22": partner}
    found.seen.disabled = {"GigabitEthernet1/0/6": "bpduguard"}
    found.seen.learnt = {"GigabitEthernet1/0/5": {"02:42:aa:bb:cc:05": found.now()}}
    told = Station("0242.aabb.cc09", "Gi1/0/1", 120, "vers sw1", "sw2", "un commutateur", "B,R", "B", ("10.0.10.3",))
    found.seen.neighbours = {"GigabitEthernet1/0/2": {"x": Heard(told, found.now())}}
    found.macs = (Learned(10, "02:42:aa:bb:cc:01", "eth2", 3), Learned(20, "02:42:aa:bb:cc:02", "eth1", 1),
                  Learned(20, "02:42:aa:bb:cc:07", "po1", 1))  # fmt: skip
    found.arp = (Neighbour("10.0.10.7", "02:42:aa:bb:cc:01", "vlan10"),)
    found.arp6 = (Neighbour("2001:db8:7::2", "02:42:aa:bb:cc:04", "rt4", "REACH"),)
    # For ever: ntc-templates' template reads no date in the way IOS writes one.
    found.leased = (Lease("10.0.10.7", "02:42:aa:bb:cc:01", "01:02:42:aa:bb:cc:01", None),)
    ports = (
        TreePort("eth1", "Root", "Forwarding", 2000, "128.1"),
        TreePort("eth2", "Designated", "Learning", 2000, "128.2"),
        TreePort("po1", "Designated", "Forwarding", 3, "128.65"),
    )
    found.tree = SpanningTree(32768, "02:42:00:00:00:01", 2000, 32768, found.base_mac, ports)
    return found


def filled(root: Path) -> Switch:
    """The switch, saved, with a file on its flash and somebody logged in."""
    switch = make_switch(root, FakeEngine(), live())
    reading = switch.complete(CONFIG)
    assert reading.refused == []
    switch.commit(reading.tree)
    switch.save()
    switch.flash.write("flash:/essai.cfg", "hostname essai\n")
    switch.flash.write("flash:/avant-1", "hostname avant\n")
    switch.log("%SYS-5-CONFIG_I: Configured from console by bob on vty0 (10.0.10.7)")
    switch.logins[Session(switch)] = Login("bob", "10.0.10.7", 0.0)
    return switch
