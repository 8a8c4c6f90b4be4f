package dev.cradlewatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void aTokenHas256BitsAndFitsALink() {
        var token = Tokens.random();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
    }

    @Test
    void noTwoTokensAreAlike() {
        var tokens =
                IntStream.range(0, 1_000).mapToObj(count -> Tokens.random()).collect(Collectors.toSet());
        assertThat(tokens).hasSize(1_000);
    }

    /** The example of FIPS 180-4 for SHA-256. */
    @Test
    void theHashIsSha256() {
        assertThat(Tokens.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aPagesTokenFollowsFromItsSessionAndTellsNothingOfIt() {
        var session = Tokens.random();
        assertThat(Tokens.csrf(session))
                .isEqualTo(Tokens.csrf(session))
                .isNotEqualTo(Tokens.csrf(Tokens.random()))
                .isNotEqualTo(session)
                .isNotEqualTo(Tokens.hash(session))
                .matches("[A-Za-z0-9_-]{43}");
    }

    /** Made with: printf csrf | openssl dgst -sha256 -hmac session -binary | basenc --base64url. Another console must make the same. */
    @Test
    void aPagesTokenIsTheSameOnEveryConsole() {
        assertThat(Tokens.csrf("session")).isEqualTo("pe0EnTn3n28sGmITqaFo569-rZXfWYhupFZHDBQ9s60");
    }
}
