# Everything of ours and on the JVM: Kafka, Flink, the S3 store, the console, and what submits the jobs. One image, so that all
# of them are of one version. Build it from the project's folder: docker compose build.
FROM node:22-bookworm-slim AS page
WORKDIR /build/console/web
COPY console/web/package.json console/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY console/web ./
RUN npm run build

FROM maven:3.9-eclipse-temurin-17 AS jars
WORKDIR /build
COPY pom.xml ./
COPY models models
COPY operators operators
COPY connectors connectors
COPY console console
COPY jobs jobs
COPY ops ops
COPY docs docs
COPY --from=page /build/console/web/dist console/web/dist
RUN mvn -q -B -DskipTests -Dspotless.check.skip=true package

FROM eclipse-temurin:17-jre-jammy
RUN useradd --system --uid 10001 --user-group --home-dir /cradlewatch cradlewatch \
    && mkdir -p /cradlewatch/config /cradlewatch/data /cradlewatch/run \
    && chown -R cradlewatch:cradlewatch /cradlewatch
COPY --from=jars /build/jobs/target/lib /opt/cradlewatch/lib
COPY --from=jars /build/jobs/target/classes/dev/cradlewatch/jobs/ops/kafka /opt/cradlewatch/kafka
COPY --chmod=755 ops/docker/entrypoint.sh ops/docker/health.sh /opt/cradlewatch/bin/
# What ONNX Runtime takes for a picture must go back to the system when the picture is done, see docs/color.md.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072 GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
    CRADLEWATCH_LOG_FORMAT=json
USER cradlewatch
WORKDIR /cradlewatch
ENTRYPOINT ["/opt/cradlewatch/bin/entrypoint.sh"]
# Each role listens on one port that shows whether it lives; docker-compose.yml names it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["/opt/cradlewatch/bin/health.sh"]
