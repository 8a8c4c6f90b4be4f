package dev.cradlewatch.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "2130706433",
                "0.0.0.0",
                "localhost",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "169.254.169.254",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "168.63.129.16",
                "224.0.0.1"
            })
    void fromNoHomeAnythingIsSentToThisMachineOrACloudsMetadata(String host) throws Exception {
        assertThat(Destinations.HOME.refusal(host)).isPresent();
        assertThat(Destinations.PUBLIC.refusal(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "172.16.3.4", "192.168.1.20", "100.64.0.1", "[fd12:3456::1]"})
    void theLocalNetworkIsForHomesOnly(String host) throws Exception {
        assertThat(Destinations.HOME.refusal(host)).isEmpty();
        assertThat(Destinations.PUBLIC.refusal(host)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "[2606:2800:21f::1]", "172.32.0.1", "100.128.0.1"})
    void theInternetIsForEverybody(String host) throws Exception {
        assertThat(Destinations.PUBLIC.refusal(host)).isEmpty();
    }

    @Test
    void anOperatorMayAllowEverything() throws Exception {
        assertThat(Destinations.ANY.refusal("127.0.0.1")).isEmpty();
    }
}
