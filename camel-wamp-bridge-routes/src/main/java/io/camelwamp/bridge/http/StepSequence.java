package io.camelwamp.bridge.http;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Several steps as one: they run in their order, until one fails or ends the route.
 *
 * <p>A route could have each as a step of its own; together they save what Camel does between
 * steps, which costs more than most of them.
 */
public class StepSequence extends AsyncProcessorSupport implements CamelContextAware {
    private CamelContext camelContext;
    private final List<Processor> steps = new ArrayList<>();

    @Override
    protected void doStart() {
        steps.forEach(step -> CamelContextAware.trySetCamelContext(step, camelContext));
        ServiceHelper.startService(steps);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(steps);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        boolean sync = runFrom(0, exchange, callback);
        if (sync) {
            callback.done(true);
        }
        return sync;
    }

    /** Runs the rest; false if that goes on elsewhere, where the callback will be called. */
    private boolean runFrom(int first, Exchange exchange, AsyncCallback callback) {
        for (int i = first; i < steps.size() && !isOver(exchange); i++) {
            if (steps.get(i) instanceof AsyncProcessor step) {
                int next = i + 1;
                boolean sync = step.process(exchange, doneSync -> goOn(doneSync, next, exchange, callback));
                if (!sync) {
                    return false;
                }
            } else {
                run(steps.get(i), exchange);
            }
        }
        return true;
    }

    private void goOn(boolean doneSync, int next, Exchange exchange, AsyncCallback callback) {
        if (!doneSync && runFrom(next, exchange, callback)) {
            callback.done(false);
        }
    }

    private static boolean isOver(Exchange exchange) {
        return exchange.getException() != null || exchange.isRouteStop();
    }

    private static void run(Processor step, Exchange exchange) {
        try {
            step.process(exchange);
        } catch (Throwable e) {
            exchange.setException(e);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The steps in their order, to be added to before the start. */
    public List<Processor> getSteps() {
        return steps;
    }
}
