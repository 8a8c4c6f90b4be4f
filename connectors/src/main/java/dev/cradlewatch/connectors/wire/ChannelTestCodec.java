package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.NoticeProto;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link ChannelTest} on topic channel.tests. */
public final class ChannelTestCodec implements RecordCodec<ChannelTest> {
    private static final String MESSAGE = "ChannelTest";

    @Override
    public ChannelTest decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, NoticeProto.ChannelTest.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var id = Wire.requireText("ChannelTest.id", wire.getId(), "the test's id");
        var of = " of test " + id;
        return new ChannelTest(
                id,
                Wire.requireText("ChannelTest.household" + of, wire.getHousehold(), "the household's id"),
                wire.getCaregiver(),
                Wire.requireText("ChannelTest.channel" + of, wire.getChannel(), "the channel's id"),
                wire.getAskedBy(),
                Wire.requireTime("ChannelTest.at_us" + of, wire.hasAtUs(), wire.getAtUs()));
    }

    @Override
    public byte[] encode(ChannelTest test) {
        return NoticeProto.ChannelTest.newBuilder()
                .setFormat(Wire.FORMAT)
                .setId(test.id())
                .setHousehold(test.household())
                .setCaregiver(test.caregiver())
                .setChannel(test.channel())
                .setAskedBy(test.askedBy())
                .setAtUs(Wire.micros(test.at()))
                .build()
                .toByteArray();
    }
}
