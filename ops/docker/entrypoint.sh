#!/usr/bin/env bash
# Starts one process of the cluster: kafka NODE, jobmanager, taskmanager NUMBER, store, console, deploy submit|save; or runs one of
# the commands of ./cradlewatch that ask the cluster: sql, history, device, invite.
# The same programs with the same files as ./cradlewatch cluster starts; the files lie in /etc/cradlewatch.
set -euo pipefail

root=/cradlewatch
lib=/opt/cradlewatch/lib
config=$root/config

# A copy of the configuration, with the secret in it, that nobody else reads. The secret must need no escaping.
umask 077
cp -rL /etc/cradlewatch/. "$config"
case ${CRADLEWATCH_SECRET:?set it in .env} in
    *[!A-Za-z0-9_-]*) echo "CRADLEWATCH_SECRET: expected letters, digits, _ and - only" >&2; exit 2 ;;
esac
sed -i "s|\${CRADLEWATCH_SECRET}|$CRADLEWATCH_SECRET|; s|\${CRADLEWATCH_PAGE}|${CRADLEWATCH_PAGE:?set it in .env}|; s|\${CRADLEWATCH_CONTACT}|${CRADLEWATCH_CONTACT:?set it in .env}|" \
    "$config/cradlewatch/system.properties"
mkdir -p "$root/data/tmp" "$root/data/blobs"

# What is ours comes to Flink with each job, so that a new version of it needs no other Flink.
libraries() {
    local jar path=
    for jar in "$lib"/*.jar; do
        case ${jar##*/} in cradlewatch-*) ;; *) path=$path:$jar ;; esac
    done
    echo "${path#:}"
}

java=(java
    --add-opens=java.base/java.util=ALL-UNNAMED
    --add-opens=java.base/java.lang=ALL-UNNAMED
    --add-opens=java.base/java.nio=ALL-UNNAMED
    "-Xmx${HEAP_MB:?}m"
    -XX:+UseSerialGC
    -XX:+ExitOnOutOfMemoryError
    "-Dlogback.configurationFile=$config/cradlewatch/logback.xml")
system=$config/cradlewatch/system.properties

case $1 in
    kafka)
        file=$config/kafka-$2/server.properties
        "${java[@]}" -cp "$(libraries)" kafka.tools.StorageTool format --ignore-formatted --config "$file" --cluster-id "${KAFKA_CLUSTER_ID:?set it in .env}"
        exec "${java[@]}" "-javaagent:/opt/cradlewatch/kafka/jmx_prometheus_javaagent.jar=0.0.0.0:${METRICS_PORT:?}:/opt/cradlewatch/kafka/jmx.yml" \
            -cp "$(libraries)" kafka.Kafka "$file"
        ;;
    jobmanager)
        exec "${java[@]}" -cp "$(libraries)" org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$config/jobmanager"
        ;;
    taskmanager)
        exec "${java[@]}" -cp "$(libraries)" org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$config/taskmanager-$2"
        ;;
    store)
        exec "${java[@]}" -cp "$lib/*" dev.cradlewatch.jobs.cluster.main.StoreMain "$system" "$root/data/store"
        ;;
    console)
        exec "${java[@]}" -cp "$lib/*" dev.cradlewatch.jobs.cluster.main.ConsoleMain "$system"
        ;;
    deploy)
        exec "${java[@]}" -cp "$lib/*" dev.cradlewatch.jobs.cluster.DeployMain "$2" "$root" "$lib"
        ;;
    sql | history | device | invite)
        exec "${java[@]}" -cp "$lib/*" dev.cradlewatch.jobs.cli.Cradlewatch "$@" --system "$system"
        ;;
    *)
        echo "$1: expected kafka, jobmanager, taskmanager, store, console, deploy, sql, history, device or invite" >&2
        exit 2
        ;;
esac
