package io.camelwamp.bridge;

import io.camelwamp.bridge.admission.Admission;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time whether there are other users now, on a thread of its own. */
final class AdmissionWatch extends ServiceSupport implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final Admission admission;
    private CamelContext context;
    private ScheduledExecutorService thread;

    AdmissionWatch(Admission admission) {
        this.admission = admission;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    protected void doStart() {
        thread = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "bridgeUsers");
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            admission.refresh();
        } catch (RuntimeException e) {
            LOG.error("The users could not be looked at; they are again in {} ms", LOOK_MILLIS, e);
        }
    }

    @Override
    protected void doStop() {
        if (thread != null) {
            context.getExecutorServiceManager().shutdownNow(thread);
        }
    }
}
