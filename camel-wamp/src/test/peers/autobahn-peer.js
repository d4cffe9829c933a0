'use strict';
/** Sessions of autobahn-js, each under a name; see lines.js for how they are driven. */
const autobahn = require('autobahn');
const nacl = require('tweetnacl');
const { serve, tell } = require('./lines.js');

const SERIALIZERS = {
  json: autobahn.serializer.JSONSerializer,
  msgpack: autobahn.serializer.MsgpackSerializer,
  cbor: autobahn.serializer.CBORSerializer,
};

const peers = new Map();
const invocations = new Map();
let lastInvocation = 0;

const session = (command) => peers.get(command.as).session;

/** What a connection needs to prove an identity, by the name of the method. */
const LOGINS = {
  ticket: ({ ticket }) => ({ onchallenge: () => ticket }),

  wampcra: ({ secret }) => ({
    onchallenge(_, method, { challenge, salt, iterations, keylen }) {
      const key = salt === undefined ? secret : autobahn.auth_cra.derive_key(secret, salt, iterations, keylen);
      return autobahn.auth_cra.sign(key, challenge);
    },
  }),

  cryptosign({ privkey }) {
    const keys = nacl.sign.keyPair.fromSeed(new Uint8Array(Buffer.from(privkey, 'hex')));
    return {
      // With the keys and nulls that its own create_connection() sends.
      authextra: {
        pubkey: autobahn.auth_cryptosign.public_key(keys), trustroot: null, challenge: null, channel_binding: null,
      },
      onchallenge: (_, method, extra) => autobahn.auth_cryptosign.sign_challenge(keys, extra),
    };
  },
};

function connect({ as, url, realm, serializer, method, credentials }) {
  return new Promise((resolve, reject) => {
    const trouble = (error, text) => tell('trouble', { as, text: `${text ?? ''} ${error?.message ?? error}` });
    const connection = new autobahn.Connection({
      url,
      realm,
      serializers: [new SERIALIZERS[serializer]()],
      max_retries: 0,
      ...method && { authmethods: [method], authid: credentials.authid, ...LOGINS[method](credentials) },
      on_internal_error: trouble,
      // Errors that a callee answers with come here as well; they are part of the game.
      on_user_error: (error, text) => { if (!(error instanceof autobahn.Error)) trouble(error, text); },
    });
    const peer = { connection, subscriptions: new Map(), registrations: new Map(), calls: new Map() };
    connection.onopen = (opened, details) => {
      peer.session = opened;
      peers.set(as, peer);
      resolve({ session: opened.id, protocol: details.transport.protocol, details });
    };
    connection.onclose = (reason, details) => {
      if (peers.delete(as)) tell('closed', { as, reason: details.reason ?? reason, message: details.message });
      else reject(Object.assign(new Error(`${reason}: ${details.message}`), { uri: details.reason }));
    };
    connection.open();
  });
}

/** What call() resolves to is a Result, or the only argument, or null. */
function payload(result) {
  if (result instanceof autobahn.Result) return { args: result.args, kwargs: result.kwargs };
  return { args: result === null ? [] : [result], kwargs: {} };
}

/** An autobahn.Error carries its URI under another name than the lines do. */
async function uriNamed(promise) {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof autobahn.Error
      ? { message: error.error, uri: error.error, args: error.args, kwargs: error.kwargs } : error;
  }
}

function invoked(as, args, kwargs, details) {
  return new Promise((resolve, reject) => {
    const invocation = ++lastInvocation;
    invocations.set(invocation, { resolve, reject, progress: details.progress });
    const { procedure, caller } = details;
    tell('invocation', { as, invocation, procedure, caller, progress: Boolean(details.progress), args, kwargs });
  });
}

const commands = {
  connect,

  async subscribe({ as, topic, options }) {
    const handler = (args, kwargs, { topic: published, publication, publisher }, { id }) =>
      tell('event', { as, subscription: id, topic: published, publication, publisher, args, kwargs });
    const subscription = await uriNamed(session({ as }).subscribe(topic, handler, options));
    peers.get(as).subscriptions.set(subscription.id, subscription);
    return { subscription: subscription.id };
  },

  async unsubscribe({ as, subscription }) {
    await uriNamed(session({ as }).unsubscribe(peers.get(as).subscriptions.get(subscription)));
    return {};
  },

  async publish({ as, topic, args, kwargs, options }) {
    const publication = await uriNamed(session({ as }).publish(topic, args, kwargs, options));
    return { publication: publication?.id ?? null };
  },

  async call({ as, call, procedure, args, kwargs, options }) {
    const pending = session({ as }).call(procedure, args, kwargs, options);
    peers.get(as).calls.set(call, pending);
    const progress = (result) => tell('progress', { as, call, ...payload(result) });
    return payload(await uriNamed(pending.then(null, null, progress)));
  },

  cancel({ as, call, mode }) {
    peers.get(as).calls.get(call).cancel({ mode });
    return {};
  },

  async register({ as, procedure, options }) {
    const endpoint = (args, kwargs, details) => invoked(as, args, kwargs, details);
    const registration = await uriNamed(session({ as }).register(procedure, endpoint, options));
    peers.get(as).registrations.set(registration.id, registration);
    return { registration: registration.id };
  },

  async unregister({ as, registration }) {
    await uriNamed(session({ as }).unregister(peers.get(as).registrations.get(registration)));
    return {};
  },

  progress({ invocation, args, kwargs }) {
    invocations.get(invocation).progress(args, kwargs);
    return {};
  },

  yield({ invocation, args, kwargs }) {
    invocations.get(invocation).resolve(new autobahn.Result(args, kwargs));
    return {};
  },

  fail({ invocation, uri, args, kwargs }) {
    invocations.get(invocation).reject(new autobahn.Error(uri, args, kwargs));
    return {};
  },

  close({ as }) {
    peers.get(as).connection.close();
    return {};
  },
};

serve(commands, () => {
  for (const { connection } of peers.values()) connection.close();
});
