"""Sessions of autobahn-python on Twisted, each under a name; see lines.js for how they are driven."""
import itertools
from urllib.parse import urlsplit

from autobahn.twisted.rawsocket import WampRawSocketClientFactory
from autobahn.twisted.wamp import ApplicationSession
from autobahn.twisted.websocket import WampWebSocketClientFactory
from autobahn.wamp.auth import create_authenticator
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.serializer import CBORSerializer, JsonSerializer, MsgPackSerializer
from autobahn.wamp.types import (
    CallOptions, CallResult, ComponentConfig, PublishOptions, RegisterOptions, SubscribeOptions)
from twisted.internet import defer, reactor
from twisted.internet.endpoints import TCP4ClientEndpoint, UNIXClientEndpoint

from lines import serve, tell

SERIALIZERS = {'json': JsonSerializer, 'msgpack': MsgPackSerializer, 'cbor': CBORSerializer}

peers = {}
invocations = {}
invocation_numbers = itertools.count(1)


class Peer(ApplicationSession):
    """Joins, and says how that and everything else went."""

    def __init__(self, name, realm, method, credentials):
        super().__init__(ComponentConfig(realm))
        self.name = name
        self.method = method
        self.login = credentials.get('authid')
        self.authenticator = create_authenticator(method, **credentials) if method else None
        self.joined = defer.Deferred()
        self.subscriptions = {}
        self.registrations = {}
        self.calls = {}

    def onConnect(self):
        if self.authenticator is None:
            self.join(self.config.realm)
            return
        self.join(
            self.config.realm, authmethods=[self.method], authid=self.login, authextra=self.authenticator.authextra)

    def onChallenge(self, challenge):
        return self.authenticator.on_challenge(self, challenge)

    def onWelcome(self, welcome):
        return self.authenticator.on_welcome(self, welcome.authextra) if self.authenticator else None

    def onJoin(self, details):
        self.joined.callback(details)

    def onLeave(self, details):
        if not self.joined.called:
            self.joined.errback(ApplicationError(details.reason, details.message))
            self.disconnect()
            return
        tell('closed', **{'as': self.name}, reason=details.reason, message=details.message)
        self.disconnect()

    def onDisconnect(self):
        peers.pop(self.name, None)
        if not self.joined.called:
            self.joined.errback(ConnectionError('The connection ended before the session began'))

    def onUserError(self, failure, text):
        # Errors that a callee answers with come here as well, and so do its interrupted invocations.
        if not failure.check(ApplicationError, defer.CancelledError):
            tell('trouble', **{'as': self.name}, text='%s %s' % (text, failure))


def connect(name, url, realm, serializer, method=None, credentials=None):
    peer = Peer(name, realm, method, credentials or {})
    target = urlsplit(url)
    codec = SERIALIZERS[serializer]()
    if target.scheme in ('ws', 'wss'):
        factory = WampWebSocketClientFactory(lambda: peer, url=url, serializers=[codec])
    else:
        factory = WampRawSocketClientFactory(lambda: peer, serializer=codec)
    if target.hostname:
        endpoint = TCP4ClientEndpoint(reactor, target.hostname, target.port, timeout=10)
    else:
        endpoint = UNIXClientEndpoint(reactor, target.path, timeout=10)

    def joined(details):
        peers[name] = peer
        # With raw sockets there is nothing to negotiate: the router accepts the serializer or hangs up.
        protocol = getattr(peer._transport, 'websocket_protocol_in_use', None) or 'wamp.2.' + serializer
        welcome = {
            'authid': details.authid, 'authrole': details.authrole, 'authmethod': details.authmethod,
            'authprovider': details.authprovider}
        return {'session': details.session, 'protocol': protocol, 'details': welcome}

    endpoint.connect(factory).addErrback(lambda failure: None if peer.joined.called else peer.joined.errback(failure))
    return peer.joined.addCallback(joined)


@defer.inlineCallbacks
def subscribe(name, topic, options, args, kwargs):
    def heard(*args, details, **kwargs):
        tell(
            'event', **{'as': name}, subscription=details.subscription.id, topic=details.topic,
            publication=details.publication, publisher=details.publisher, args=args, kwargs=kwargs)

    peer = peers[name]
    subscription = yield peer.subscribe(heard, topic, SubscribeOptions(details=True, **options))
    peer.subscriptions[subscription.id] = subscription
    return {'subscription': subscription.id}


@defer.inlineCallbacks
def unsubscribe(name, subscription, args, kwargs):
    yield peers[name].subscriptions[subscription].unsubscribe()
    return {}


@defer.inlineCallbacks
def publish(name, topic, args, kwargs, options=None):
    publication = yield peers[name].publish(topic, *args, options=PublishOptions(**(options or {})), **kwargs)
    return {'publication': publication.id if publication else None}


def payload(result):
    """What call() results in is a CallResult, or the only argument, or None."""
    if isinstance(result, CallResult):
        return {'args': result.results, 'kwargs': result.kwresults}
    return {'args': [] if result is None else [result], 'kwargs': {}}


@defer.inlineCallbacks
def call(name, call, procedure, args, kwargs, options):
    def progressed(*args, **kwargs):
        tell('progress', **{'as': name}, call=call, args=args, kwargs=kwargs)

    if options.pop('receive_progress', False):
        options['on_progress'] = progressed
    peer = peers[name]
    peer.calls[call] = peer.call(procedure, *args, options=CallOptions(**options), **kwargs)
    result = yield peer.calls[call]
    return payload(result)


def cancel(name, call, mode, args, kwargs):
    # autobahn-python has no choice of modes and sends none.
    peers[name].calls[call].cancel()
    return {}


@defer.inlineCallbacks
def register(name, procedure, options, args, kwargs):
    def invoked(*args, details, **kwargs):
        number = next(invocation_numbers)

        def interrupted(answer):
            tell('interrupt', **{'as': name}, invocation=number)

        answer = defer.Deferred(canceller=interrupted)
        invocations[number] = (answer, details)
        tell(
            'invocation', **{'as': name}, invocation=number, procedure=details.procedure, caller=details.caller,
            progress=details.progress is not None, args=args, kwargs=kwargs)
        return answer

    peer = peers[name]
    registration = yield peer.register(invoked, procedure, RegisterOptions(details=True, **options))
    peer.registrations[registration.id] = registration
    return {'registration': registration.id}


@defer.inlineCallbacks
def unregister(name, registration, args, kwargs):
    yield peers[name].registrations[registration].unregister()
    return {}


def progress(name, invocation, args, kwargs):
    invocations[invocation][1].progress(*args, **kwargs)
    return {}


def yield_(name, invocation, args, kwargs):
    invocations.pop(invocation)[0].callback(CallResult(*args, **kwargs))
    return {}


def fail(name, invocation, uri, args, kwargs):
    invocations.pop(invocation)[0].errback(ApplicationError(uri, *args, **kwargs))
    return {}


def close(name, args, kwargs):
    peers[name].leave()
    return {}


serve({
    'connect': connect, 'subscribe': subscribe, 'unsubscribe': unsubscribe, 'publish': publish, 'call': call,
    'cancel': cancel, 'register': register, 'unregister': unregister, 'progress': progress, 'yield': yield_,
    'fail': fail, 'close': close,
})
