package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.AccessProto;
import dev.cradlewatch.operators.access.AccessEntry;
import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link Invitation} and {@link Session} on the compacted topic access. */
public final class AccessEntryCodec implements RecordCodec<AccessEntry> {
    private static final String MESSAGE = "AccessEntry";

    @Override
    public AccessEntry decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, AccessProto.AccessEntry.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        return switch (wire.getEntryCase()) {
            case INVITATION -> invitation(wire.getInvitation());
            case SESSION -> session(wire.getSession());
            case ENTRY_NOT_SET -> throw Wire.missing("AccessEntry.entry", "absent", "an invitation or a session");
        };
    }

    /**
     * The entry that a record of the compacted topic makes: an empty value ends that of its key.
     *
     * @throws RefusedRecordException as {@link #decode}, and with KEY_MISMATCH if the entry does not belong under the key
     */
    public AccessEntry decodeEntry(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length == 0) {
            return new AccessEntry.Ended(
                    Wire.requireText("key of a record without value", raw.key(), "the entry's key"));
        }
        var entry = decode(raw.value());
        if (!entry.key().equals(raw.key())) {
            throw new RefusedRecordException(
                    DeadLetterReason.KEY_MISMATCH,
                    "AccessEntry belongs under %s: expected the record key %s".formatted(entry.key(), raw.key()));
        }
        return entry;
    }

    /** Bytes of an entry; none for one that ends. */
    @Override
    public byte[] encode(AccessEntry entry) {
        var wire = AccessProto.AccessEntry.newBuilder().setFormat(Wire.FORMAT);
        if (entry instanceof Invitation invitation) {
            return wire.setInvitation(wire(invitation)).build().toByteArray();
        }
        if (entry instanceof Session session) {
            return wire.setSession(wire(session)).build().toByteArray();
        }
        return new byte[0];
    }

    private static Invitation invitation(AccessProto.Invitation wire) throws RefusedRecordException {
        return new Invitation(
                Wire.requireText("Invitation.token_sha256", wire.getTokenSha256(), "the hash of its token"),
                wire.getHousehold(),
                wire.getPerson(),
                role("Invitation.role", wire.getRole()),
                Wire.requireTime("Invitation.created_us", wire.hasCreatedUs(), wire.getCreatedUs()),
                Wire.requireTime("Invitation.expires_us", wire.hasExpiresUs(), wire.getExpiresUs()));
    }

    private static Session session(AccessProto.Session wire) throws RefusedRecordException {
        return new Session(
                Wire.requireText("Session.token_sha256", wire.getTokenSha256(), "the hash of its token"),
                Wire.requireText("Session.invitation_sha256", wire.getInvitationSha256(), "what began it"),
                wire.getHousehold(),
                wire.getPerson(),
                role("Session.role", wire.getRole()),
                Wire.requireTime("Session.created_us", wire.hasCreatedUs(), wire.getCreatedUs()),
                Wire.requireTime("Session.expires_us", wire.hasExpiresUs(), wire.getExpiresUs()));
    }

    private static AccessProto.Invitation wire(Invitation invitation) {
        return AccessProto.Invitation.newBuilder()
                .setTokenSha256(invitation.tokenHash())
                .setHousehold(invitation.household())
                .setPerson(invitation.person())
                .setRole(role(invitation.role()))
                .setCreatedUs(Wire.micros(invitation.created()))
                .setExpiresUs(Wire.micros(invitation.expires()))
                .build();
    }

    private static AccessProto.Session wire(Session session) {
        return AccessProto.Session.newBuilder()
                .setTokenSha256(session.tokenHash())
                .setInvitationSha256(session.invitation())
                .setHousehold(session.household())
                .setPerson(session.person())
                .setRole(role(session.role()))
                .setCreatedUs(Wire.micros(session.created()))
                .setExpiresUs(Wire.micros(session.expires()))
                .build();
    }

    private static Role role(String field, AccessProto.Role role) throws RefusedRecordException {
        return switch (role) {
            case ROLE_CAREGIVER -> Role.CAREGIVER;
            case ROLE_ANALYST -> Role.ANALYST;
            case ROLE_UNSPECIFIED -> throw Wire.missing(field, "0", "1 or 2");
            case UNRECOGNIZED -> throw Wire.unsupported(field, role, "1 or 2");
        };
    }

    private static AccessProto.Role role(Role role) {
        return switch (role) {
            case CAREGIVER -> AccessProto.Role.ROLE_CAREGIVER;
            case ANALYST -> AccessProto.Role.ROLE_ANALYST;
        };
    }
}
