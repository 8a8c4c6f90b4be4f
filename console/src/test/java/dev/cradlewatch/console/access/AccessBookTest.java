package dev.cradlewatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.access.AccessEntry;
import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessBookTest {
    private static final Instant NOW = Instant.parse("2026-01-15T22:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(90));

    private final AccessBook book = new AccessBook();

    @Test
    void anInvitationIsGoodUntilItsTimeIsOver() {
        book.take(invitation());
        assertThat(book.invitation("link", NOW)).contains(invitation());
        assertThat(book.invitation("link", NOW.plus(Duration.ofDays(2)))).isEmpty();
        assertThat(book.invitation("another link", NOW)).isEmpty();
    }

    @Test
    void theFirstSessionOfAnInvitationCounts() {
        book.take(invitation());
        var told = book.firstSession("link");
        book.take(session("phone", NOW));
        book.take(session("thief", NOW));

        assertThat(told).isCompletedWithValue("phone");
        assertThat(book.firstSession("link")).isCompletedWithValue("phone");
        assertThat(book.session("phone", NOW)).isPresent();
        assertThat(book.session("thief", NOW)).isEmpty();
        assertThat(book.invitation("link", NOW)).isEmpty();
    }

    @Test
    void aRenewedSessionStaysForLonger() {
        book.take(session("phone", NOW));
        book.take(session("phone", NOW).until(LATER.plus(Duration.ofDays(30))));
        assertThat(book.session("phone", LATER.plusSeconds(1))).isPresent();
        assertThat(book.sessionsOf("willow", NOW)).hasSize(1);
    }

    /** The console ends an invitation when it was used; a second console may have a session of it under way. */
    @Test
    void anEndedInvitationLetsNoSecondSessionIn() {
        book.take(invitation());
        book.take(session("phone", NOW));
        book.take(new AccessEntry.Ended(Invitation.key("link")));
        book.take(session("thief", NOW));

        assertThat(book.session("thief", NOW)).isEmpty();
        assertThat(book.session("phone", NOW)).isPresent();
    }

    @Test
    void endingASessionLeavesNoWayToComeBackByItsInvitation() {
        book.take(invitation());
        book.take(session("phone", NOW));
        book.take(new AccessEntry.Ended(Session.key("phone")));
        book.take(session("thief", NOW));

        assertThat(book.session("phone", NOW)).isEmpty();
        assertThat(book.session("thief", NOW)).isEmpty();
        assertThat(book.invitation("link", NOW)).isEmpty();
    }

    @Test
    void tellsWhichSessionEnds() {
        var ended = new ArrayList<String>();
        book.onEnding(ended::add);
        book.take(invitation());
        book.take(session("phone", NOW));
        book.take(new AccessEntry.Ended(Invitation.key("link")));
        book.take(new AccessEntry.Ended(Session.key("unknown")));
        assertThat(ended).isEmpty();

        book.take(new AccessEntry.Ended(Session.key("phone")));
        book.take(new AccessEntry.Ended(Session.key("phone")));
        assertThat(ended).containsExactly("phone");
    }

    @Test
    void aSessionIsOverWhenItsTimeIs() {
        book.take(session("phone", NOW));
        assertThat(book.session("phone", LATER.minusMillis(1))).isPresent();
        assertThat(book.session("phone", LATER)).isEmpty();
        assertThat(book.sessionsOf("willow", LATER)).isEmpty();
    }

    @Test
    void listsAHouseholdsSessionsTheNewestFirst() {
        book.take(session("old", NOW.minusSeconds(60)));
        book.take(new Session("new", "other link", "willow", "ben", Role.CAREGIVER, NOW, LATER));
        book.take(new Session("neighbour", "third link", "maple", "eve", Role.CAREGIVER, NOW, LATER));
        book.take(new Session("analyst", "fourth link", "", "Grace", Role.ANALYST, NOW, LATER));

        assertThat(book.sessionsOf("willow", NOW))
                .extracting(Session::tokenHash)
                .containsExactly("new", "old");
        assertThat(book.sessionsOf("", NOW)).isEqualTo(List.of());
    }

    @Test
    void whoMadeALinkHearsWhenItIsInTheLog() {
        var told = book.made("link");
        assertThat(told).isNotDone();
        book.take(invitation());
        assertThat(told).isCompletedWithValue(invitation());
        assertThat(book.made("link")).isCompletedWithValue(invitation());
    }

    private static Invitation invitation() {
        return new Invitation("link", "willow", "ada", Role.CAREGIVER, NOW, NOW.plus(Duration.ofDays(2)));
    }

    private static Session session(String tokenHash, Instant created) {
        return new Session(tokenHash, "link", "willow", "ada", Role.CAREGIVER, created, LATER);
    }
}
