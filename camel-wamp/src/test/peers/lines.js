'use strict';
/**
 * Lets another process drive a script: one JSON object per line on standard input is a command,
 * {"ask": number, "do": name, ...}; each gets one answer line, {"ask": number, ...} or
 * {"ask": number, "error": {...}}. What happens in between is told as {"tell": what, ...}.
 * The script ends when its standard input does.
 */
const readline = require('node:readline');

/** Octets and long integers have no form of their own in JSON: they stand as {"$bytes": Base64} and {"$integer": text}. */
function toLine(value) {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (typeof value === 'bigint') return { $integer: value.toString() };
  if (Array.isArray(value)) return value.map(toLine);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, toLine(element)]));
}

function fromLine(value) {
  if (Array.isArray(value)) return value.map(fromLine);
  if (value === null || typeof value !== 'object') return value;
  if ('$bytes' in value) return Buffer.from(value.$bytes, 'base64');
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, fromLine(element)]));
}

function write(line) {
  process.stdout.write(`${JSON.stringify(toLine(line))}\n`);
}

/** Says what happened. */
function tell(what, details) {
  write({ tell: what, ...details });
}

/**
 * Takes commands until the input ends.
 * @param commands by name: functions of the command, which return an object or a promise of one
 * @param atTheEnd cleans up
 */
function serve(commands, atTheEnd) {
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const { ask, do: name, ...command } = JSON.parse(line);
    try {
      write({ ask, ...await commands[name](fromLine(command)) });
    } catch (error) {
      const { uri, args, kwargs } = error;
      write({ ask, error: { message: String(error.message ?? error), uri, args, kwargs } });
    }
  });
  lines.on('close', async () => {
    await atTheEnd();
    process.exit();
  });
}

module.exports = { serve, tell };
