package dev.cradlewatch.jobs.notify;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What a Home Assistant that listens to everything knows: the last message of each topic. */
final class RetainedMessages implements AutoCloseable {
    private final Map<String, byte[]> messages = new ConcurrentHashMap<>();
    private final Mqtt3AsyncClient client;

    RetainedMessages(int port) throws Exception {
        client = Mqtt3Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username(Mosquitto.USER)
                .password(Mosquitto.PASSWORD.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(5, TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter("#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::take)
                .send()
                .get(5, TimeUnit.SECONDS);
    }

    /** Empty if there is none. */
    String text(String topic) {
        return new String(bytes(topic), StandardCharsets.UTF_8);
    }

    byte[] bytes(String topic) {
        return messages.getOrDefault(topic, new byte[0]);
    }

    Map<String, byte[]> all() {
        return Map.copyOf(messages);
    }

    @Override
    public void close() {
        client.disconnect();
    }

    private void take(Mqtt3Publish message) {
        var topic = message.getTopic().toString();
        if (message.getPayloadAsBytes().length == 0) {
            messages.remove(topic);
        } else {
            messages.put(topic, message.getPayloadAsBytes());
        }
    }
}
