// The object that a user of JavaScript would pass for a JSON text.

import { Unsupported } from './protocol.mjs';

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Throws `Unsupported` for numbers that JavaScript does not have: no user can pass them, so no client gets them. */
export function value(text) {
  for (const [token] of text.matchAll(STRING_OR_NUMBER)) {
    if (token[0] !== '"' && !isNumberOfJavaScript(token)) throw new Unsupported(`JavaScript has no number ${token}`);
  }
  return JSON.parse(text);
}

function isNumberOfJavaScript(token) {
  const number = Number(token);
  if (!Number.isFinite(number)) return false;
  return !/^-?\d+$/.test(token) || BigInt(token) === BigInt(number);
}
