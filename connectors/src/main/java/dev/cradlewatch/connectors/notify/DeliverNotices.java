package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Notice;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that sends notices; see {@link DeliverNoticesOperator}. */
public final class DeliverNotices extends AbstractStreamOperatorFactory<Delivery>
        implements OneInputStreamOperatorFactory<Notice, Delivery> {
    private static final long serialVersionUID = 1L;

    private final NoticeSender.Source senders;
    private final RetryPolicy policy;

    public DeliverNotices(NoticeSender.Source senders, RetryPolicy policy) {
        this.senders = senders;
        this.policy = policy;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<Delivery>> T createStreamOperator(StreamOperatorParameters<Delivery> parameters) {
        return (T) new DeliverNoticesOperator(parameters, senders, policy);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DeliverNoticesOperator.class;
    }
}
