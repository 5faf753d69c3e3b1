#!/bin/sh
# Runs etcd, and three PostgreSQL servers that Patroni looks after, until the input ends. Each line of the input is the
# number of a node to start again.
#
#   cluster.sh FOLDER PROGRAMS NETWORK
#
# FOLDER is empty and ours, PROGRAMS holds `postgres`, NETWORK is the beginning of addresses of this machine such as 127.1.2:
# etcd listens at NETWORK.250, the nodes at NETWORK.1 to NETWORK.3, all of them at their usual ports.
set -u
folder=$1 programs=$2 network=$3
cd "$folder" || exit 1
store=$network.250
for program in etcd patroni; do
    command -v $program >/dev/null || { echo "$program is not installed"; exit 1; }
done

start() {
    patroni "$folder/node$1.yml" >>"$folder/node$1.log" 2>&1 &
    echo $! >"$folder/node$1.pid"
}

configure() {
    cat >"node$1.yml" <<END
scope: tillbook
name: node$1
restapi: {listen: "$network.$1:8008", connect_address: "$network.$1:8008"}
etcd3: {host: "$store:2379"}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    # A leader that was killed is not waited for.
    primary_start_timeout: 0
    # Without these two a leader may acknowledge what no other node has.
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql:
      use_pg_rewind: true
      parameters: {max_connections: 60, shared_buffers: 64MB, wal_keep_size: 256MB}
  initdb: [{encoding: UTF8}, {locale: C}, data-checksums]
postgresql:
  listen: "$network.$1:5432"
  connect_address: "$network.$1:5432"
  data_dir: "$folder/node$1"
  bin_dir: "$programs"
  pgpass: "$folder/node$1.pgpass"
  authentication:
    superuser: {username: postgres, password: postgres}
    replication: {username: replica, password: replica}
  parameters: {unix_socket_directories: ''}
  pg_hba: [local all all trust, host all all 127.0.0.0/8 trust, host replication all 127.0.0.0/8 trust]
END
}

etcd --name store --data-dir etcd --listen-client-urls "http://$store:2379" --advertise-client-urls "http://$store:2379" \
    --listen-peer-urls "http://$store:2380" --initial-advertise-peer-urls "http://$store:2380" \
    --initial-cluster "store=http://$store:2380" >etcd.log 2>&1 &
etcd=$!
for node in 1 2 3; do
    configure $node
    start $node
done
while read -r node; do
    start "$node"
done
for node in 1 2 3; do
    kill -KILL "$(cat node$node.pid)" 2>/dev/null
    kill -QUIT "$(head -n 1 node$node/postmaster.pid 2>/dev/null)" 2>/dev/null
done
kill -TERM $etcd
wait
