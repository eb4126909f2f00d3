// SPDX-License-Identifier: Apache-2.0
// What is shown, and the one way to make an element: every text becomes a text node, never markup.
"use strict";

const data = JSON.parse(document.getElementById("recording").textContent);
const shownKinds = new Set(["msg", "refused", "derive", "negotiated", "timer", "adversary"]);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== ""));
  return element;
}

// To the step of the event with this seq.
function jump(seq, text, className) {
  return make("a", { href: "#step=" + numberOf(seq), class: className }, text);
}

const numberOf = (seq) => main.bySeq.get(seq)?.n ?? 0;

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
  return { ...recording, bySeq, parts, birthOf, stops: recording.events.filter((event) => event.stop === event.seq) };
}

const main = indexed(data.recording);
const other = data.other ? indexed(data.other) : null;

// What is known at a step: all that belongs to it counts.
function horizonOf(event) {
  return Math.max(...partsOf(event).map((part) => part.seq));
}

function partsOf(event) {
  return main.parts.get(event.stop) || [event];
}
