// SPDX-License-Identifier: Apache-2.0
// What is shown, and the one way to make an element: every text becomes a text node, never markup.
"use strict";

const data = JSON.parse(document.getElementById("recording").textContent);
const shownKinds = new Set(["msg", "refused", "derive", "negotiated", "timer", "adversary"]);
const stopKinds = new Set(["msg", "refused", "timer", "adversary"]);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== ""));
  return element;
}

function jump(seq, text, className) {
  return make("a", { href: "#step=" + seq, class: className }, text);
}

const milliseconds = (nanoseconds) => (nanoseconds / 1e6).toFixed(3) + " ms";

// One recording with the indexes that the panels ask for.
function indexed(recording) {
  const bySeq = new Map(recording.events.map((event) => [event.seq, event]));
  const parts = new Map();
  for (const event of recording.events) {
    if (!parts.has(event.stop)) parts.set(event.stop, []);
    parts.get(event.stop).push(event);
  }
  const birthOf = new Map();  // of a value or fingerprint: the key
  for (const key of recording.keys) {
    for (const name of [key.value, key.fp]) if (name && !birthOf.has(name)) birthOf.set(name, key);
  }
  return { ...recording, bySeq, parts, birthOf, stops: recording.events.filter((event) => stopKinds.has(event.kind)) };
}

const main = indexed(data.recording);
const other = data.other ? indexed(data.other) : null;

// What is known at an event: at a stop all of its turn counts, elsewhere only what came until then.
function horizonOf(event) {
  if (!stopKinds.has(event.kind)) return event.seq;
  return Math.max(event.seq, ...(main.parts.get(event.seq) || []).map((part) => part.seq));
}

function partsOf(event) {
  return stopKinds.has(event.kind) ? main.parts.get(event.seq) || [event] : [event];
}
