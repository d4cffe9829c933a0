/** The HTTP side: what the page POSTs, and the curl command that POSTs the same octets. */

import { parseJson } from './wamp.js';

/** The request body; args and kwargs are JSON text and go out as they were typed. */
export function body(kind, { name, args, kwargs }) {
  const parts = [`"${kind}": ${JSON.stringify(name)}`];
  if (args !== '[]') parts.push(`"args": ${args}`);
  if (kwargs !== '{}') parts.push(`"kwargs": ${kwargs}`);
  return `{${parts.join(', ')}}`;
}

/**
 * POSTs a body.
 * @returns {status, answer}; the answer is the parsed JSON, or text if it is none
 */
export async function post(url, text, signal) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: text,
    signal,
  });
  const answer = await response.text();
  try {
    return { status: response.status, answer: parseJson(answer) };
  } catch {
    return { status: response.status, answer };
  }
}

/** The command for a POSIX shell. */
export function curl(url, text) {
  const quoted = `'${text.replaceAll("'", "'\\''")}'`;
  return `curl -H "Content-Type: application/json" \\\n  -d ${quoted} \\\n  ${url}`;
}
