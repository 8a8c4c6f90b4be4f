package dev.cradlewatch.connectors.homeassistant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.operators.home.Home;
import dev.cradlewatch.operators.home.Monitor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link Home} as retained MQTT messages: Home Assistant's discovery messages (home-assistant.io/integrations/mqtt) and the states
 * that they refer to. Each monitor is a device with a binary sensor of class sound and, once it has a picture, an image.
 */
final class Entities {
    static final String ONLINE = "online";
    static final String OFFLINE = "offline";

    private static final String ON = "ON";
    private static final String OFF = "OFF";

    private final ObjectMapper json = new ObjectMapper();

    /** All messages by topic, in the order in which they are sent; pictures themselves are not among them. */
    Map<String, String> of(Home home) {
        var topics = new HomeTopics(home.household());
        var messages = new LinkedHashMap<String, String>();
        var monitors = new TreeMap<>(home.monitors());
        monitors.values().removeIf(monitor -> !monitor.isKnown());
        monitors.forEach((device, monitor) -> {
            messages.put(discovery(home, "binary_sensor", topics.node(device), "cry"), cry(topics, device, monitor));
            messages.put(topics.availability(device), monitor.online() ? ONLINE : OFFLINE);
            messages.put(topics.cry(device), monitor.crying() ? ON : OFF);
            if (!monitor.pictureType().isEmpty()) {
                messages.put(
                        discovery(home, "image", topics.node(device), "picture"), picture(topics, device, monitor));
            }
        });
        return messages;
    }

    /** By its first bytes, because a result has the format of its upload. */
    static String mediaType(byte[] picture) {
        return picture.length > 0 && picture[0] == (byte) 0x89 ? "image/png" : "image/jpeg";
    }

    static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private String cry(HomeTopics topics, String device, Monitor monitor) {
        var entity = entity(topics, device, monitor, "cry", "Cry")
                .put("device_class", "sound")
                .put("state_topic", topics.cry(device))
                .put("payload_on", ON)
                .put("payload_off", OFF);
        available(entity, List.of(topics.availability(), topics.availability(device)));
        return entity.toString();
    }

    /** The last picture stays to be seen when its monitor went dark. */
    private String picture(HomeTopics topics, String device, Monitor monitor) {
        var entity = entity(topics, device, monitor, "picture", "Last picture")
                .put("image_topic", topics.picture(device))
                .put("content_type", monitor.pictureType());
        available(entity, List.of(topics.availability()));
        return entity.toString();
    }

    private ObjectNode entity(HomeTopics topics, String device, Monitor monitor, String part, String name) {
        var entity = json.createObjectNode().put("name", name).put("unique_id", topics.node(device) + "_" + part);
        var owner = entity.putObject("device")
                .put("name", monitor.name())
                .put("manufacturer", "Cradlewatch")
                .put("model", "Baby monitor");
        owner.putArray("identifiers").add(topics.node(device));
        entity.putObject("origin").put("name", "Cradlewatch");
        return entity;
    }

    private static void available(ObjectNode entity, List<String> topics) {
        var all = entity.put("availability_mode", "all").putArray("availability");
        topics.forEach(topic -> all.addObject().put("topic", topic));
    }

    private static String discovery(Home home, String component, String node, String object) {
        return "%s/%s/%s/%s/config".formatted(home.homeAssistant().prefix(), component, node, object);
    }
}
