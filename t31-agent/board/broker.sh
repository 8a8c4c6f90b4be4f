#!/usr/bin/env bash
# Is a real Kafka broker until it is killed: for this machine plain on 127.0.0.1:PORT, for the emulated board by mutual
# TLS on 10.0.2.2:PORT+1. The first run in a folder also makes the keys: ca.pem, and client.pem with client.key.
# A later run goes on with the data.
# Usage: broker.sh FOLDER PORT
set -eu
folder=$1
port=$2
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
kafka=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -cp "$home/jobs/target/lib/*")

# Usage: certificate NAME SUBJECT EXTENSION
certificate() {
    openssl req -new -newkey rsa:2048 -nodes -keyout "$1.key" -subj "/CN=$2" 2>/dev/null |
        openssl x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile <(echo "$3") -out "$1.pem" 2>/dev/null
}

prepare() {
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=test' 2>/dev/null
    certificate broker 10.0.2.2 'subjectAltName=IP:10.0.2.2'
    certificate client board 'extendedKeyUsage=clientAuth'
    cat broker.key broker.pem >keystore.pem
    cat >server.properties <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 2))
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$port,SSL://127.0.0.1:$((port + 1)),CONTROLLER://127.0.0.1:$((port + 2))
advertised.listeners=PLAINTEXT://127.0.0.1:$port,SSL://10.0.2.2:$((port + 1))
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL
ssl.keystore.type=PEM
ssl.keystore.location=$folder/keystore.pem
ssl.truststore.type=PEM
ssl.truststore.location=$folder/ca.pem
ssl.client.auth=required
log.dirs=$folder/log
auto.create.topics.enable=true
num.partitions=1
message.max.bytes=6291456
END
    "${kafka[@]}" kafka.tools.StorageTool format --config server.properties --cluster-id cradlewatch-board-test
}

mkdir -p "$folder"
cd "$folder"
exec >>broker.log 2>&1
[ -e log/meta.properties ] || prepare
exec "${kafka[@]}" kafka.Kafka server.properties
