package io.camelwamp.component;

import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session among the managed beans of its Camel context: {@code type=wamp-sessions}. */
final class SessionMBean {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMBean.class);

    private SessionMBean() {}

    /**
     * Registers a session, if there is JMX.
     *
     * @return takes it away again
     */
    static Runnable register(CamelContext context, ManagedSession session) {
        ManagementStrategy management = context.getManagementStrategy();
        ManagementAgent agent = management == null ? null : management.getManagementAgent();
        if (agent == null) {
            return () -> {};
        }
        try {
            ObjectName name = name(management, context, session);
            agent.register(session, name);
            return () -> unregister(agent, name);
        } catch (JMException e) {
            LOG.warn("The session {} is not shown by JMX: {}", session.getName(), e.toString());
            return () -> {};
        }
    }

    private static ObjectName name(ManagementStrategy management, CamelContext context, ManagedSession session)
            throws JMException {
        ObjectName owner = management.getManagementObjectNameStrategy().getObjectNameForCamelContext(context);
        return new ObjectName("%s:context=%s,type=wamp-sessions,component=%s,name=%s"
                .formatted(
                        owner.getDomain(),
                        owner.getKeyProperty("context"),
                        ObjectName.quote(session.getComponent()),
                        ObjectName.quote(session.getName())));
    }

    private static void unregister(ManagementAgent agent, ObjectName name) {
        try {
            agent.unregister(name);
        } catch (JMException e) {
            LOG.debug("{} was gone already", name, e);
        }
    }
}
