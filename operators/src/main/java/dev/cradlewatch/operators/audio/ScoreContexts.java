package dev.cradlewatch.operators.audio;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that scores contexts in batches with the full model; see {@link ScoreContextsOperator}. */
public final class ScoreContexts extends AbstractStreamOperatorFactory<ScoredWindow>
        implements OneInputStreamOperatorFactory<CryContext, ScoredWindow> {
    private static final long serialVersionUID = 1L;

    private final CryModelSource model;
    private final BatchPolicy policy;

    public ScoreContexts(CryModelSource model, BatchPolicy policy) {
        this.model = model;
        this.policy = policy;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<ScoredWindow>> T createStreamOperator(
            StreamOperatorParameters<ScoredWindow> parameters) {
        return (T) new ScoreContextsOperator(parameters, model, policy);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return ScoreContextsOperator.class;
    }
}
