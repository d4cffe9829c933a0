'use strict';
/** The router fox-wamp on a port of its own; see lines.js for how it is driven. */
// It logs to standard output, which belongs to the lines.
console.log = console.error;
const FoxRouter = require('fox-wamp');
const { serve } = require('./lines.js');

const commands = {
  listen({ port }) {
    return new Promise((resolve, reject) => {
      const server = new FoxRouter().listenWAMP({ host: '127.0.0.1', port });
      server.on('listening', () => resolve({ port: server.address().port }));
      server.on('error', reject);
    });
  },
};

serve(commands, () => {});
