#!/bin/sh
# Open vSwitch without its service wrappers, in the background: the switch's program loads meanwhile and waits for the
# sign. The database begins empty at each start; the configuration is the only state.
PORTS=${PORTS:-24}
RUN=/run/ccp3switch
mkdir -p $RUN /run/openvswitch /var/log/openvswitch
chmod 0700 $RUN

# The switch's own address: the one of the management port, else one drawn from the host name.
if [ -r /sys/class/net/eth0/address ]; then
    mac=$(cat /sys/class/net/eth0/address)
else
    mac=$(hostname | md5sum | sed 's/^\(..\)\(..\)\(..\)\(..\).*/02:c3:\1:\2:\3:\4/')
fi
echo "$mac" >$RUN/base-mac

ports() {
    n=1
    while [ $n -le "$PORTS" ]; do
        printf -- '-- add-port br0 eth%s ' $n
        n=$((n + 1))
    done
}

# Both programs are started again whatever ends them.
keep() {
    while :; do
        "$@"
        sleep 0.2
    done
}

start() {
    cp /usr/share/openvswitch/empty.db /run/openvswitch/conf.db
    keep ovsdb-server /run/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --no-chdir \
        --log-file=/var/log/openvswitch/ovsdb-server.log -vconsole:off &
    until [ -S /run/openvswitch/db.sock ]; do sleep 0.01; done
    # All ports are declared although their links come later; segmentation offload must be on before vswitchd starts,
    # or TCP through plain veth pairs dies silently; RSTP runs, or a second trunk would storm.
    # SVIs stand on a bridge of their own behind a patch: where RSTP runs, internal ports are left out of every flood, so
    # no ARP request would reach them (Open vSwitch 3.5).
    # --retry: the socket is there a moment before the server listens on it.
    # shellcheck disable=SC2046 # the words of `ports` are meant to be split
    ovs-vsctl --retry --timeout=20 --no-wait init -- set Open_vSwitch . other_config:userspace-tso-enable=true \
        -- add-br br0 -- set bridge br0 datapath_type=netdev rstp_enable=true "other_config:hwaddr=\"$mac\"" \
        $(ports) \
        -- set port br0 tag=4095 -- add-br brsvi -- set bridge brsvi datapath_type=netdev -- set port brsvi tag=4095 \
        -- add-port br0 to-svi -- set interface to-svi type=patch options:peer=to-ports \
        -- set port to-svi other_config:rstp-port-admin-edge=true \
        -- add-port brsvi to-ports -- set interface to-ports type=patch options:peer=to-svi
    keep ovs-vswitchd unix:/run/openvswitch/db.sock --pidfile --no-chdir \
        --log-file=/var/log/openvswitch/ovs-vswitchd.log -vconsole:off &
    touch $RUN/ovs-ready
}

/usr/local/sbin/management-apart
start &
