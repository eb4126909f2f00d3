// SPDX-License-Identifier: Apache-2.0
// The octets of a message, and where in them the value of a field stands.
"use strict";

const rowLength = 16;
const shownOctets = 2048;

const octetsOf = (hex) => Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.substr(2 * i, 2), 16));

function placesOf(octets, wanted) {
  const places = [];
  if (wanted.length === 0) return places;
  for (let at = 0; at + wanted.length <= octets.length; ++at) {
    if (wanted.every((octet, i) => octets[at + i] === octet)) places.push({ at, length: wanted.length });
  }
  return places;
}

// A body of JSON holds the member as text; elsewhere a value stands as its octets or its characters. Numbers and what
// is packed or ciphered cannot be found this way.
function placesOfField(octets, name, value) {
  const text = (words) => [...new TextEncoder().encode(words)];
  const last = name.slice(name.lastIndexOf(".") + 1).replace(/\[\d+\]$/, "");
  if (octets[0] === 0x7b) return placesOf(octets, text(JSON.stringify(last) + ":" + JSON.stringify(value)));
  if (typeof value !== "string" || value.length < 3) return [];
  if (/^([0-9a-f]{2}){2,}$/i.test(value)) {
    const found = placesOf(octets, octetsOf(value));
    if (found.length > 0) return found;
  }
  return placesOf(octets, text(value));
}

function drawOctets(octets, marks, limit) {
  const marked = new Set();
  for (const { at, length } of marks) for (let i = at; i < at + length; ++i) marked.add(i);
  const box = make("div", { class: "octets" });
  const put = (at, words) => box.append(marked.has(at) ? make("mark", {}, words) : words);
  for (let row = 0; row < Math.min(octets.length, limit); row += rowLength) {
    box.append(make("span", { class: "offset" }, row.toString(16).padStart(4, "0") + "  "));
    for (let at = row; at < row + rowLength; ++at) {
      if (at < octets.length) put(at, octets[at].toString(16).padStart(2, "0"));
      else box.append("  ");
      box.append(at % 8 === 7 ? "  " : " ");
    }
    for (let at = row; at < Math.min(row + rowLength, octets.length); ++at) {
      put(at, octets[at] >= 0x20 && octets[at] < 0x7f ? String.fromCharCode(octets[at]) : "·");
    }
    box.append("\n");
  }
  return box;
}

// The section of the card: heading, octets, and what a chosen field does to them.
class Octets {
  constructor(raw) {
    this.octets = octetsOf(raw);
    this.limit = shownOctets;
    this.marks = [];
    this.words = make("span", { class: "soft" }, "  choose a field to see where it stands");
    this.box = drawOctets(this.octets, [], this.limit);
    this.element = make("div", {}, make("h3", {}, "octets (" + this.octets.length + ")", this.words), this.box);
    if (this.octets.length > this.limit) this.element.append(this.whole());
  }

  whole() {
    const button = make("button", { type: "button" }, "show all");
    button.addEventListener("click", () => {
      this.limit = this.octets.length;
      button.remove();
      this.draw();
    });
    return button;
  }

  draw() {
    const box = drawOctets(this.octets, this.marks, this.limit);
    this.box.replaceWith(box);
    this.box = box;
  }

  choose(name, value) {
    this.marks = placesOfField(this.octets, name, value);
    const where = this.marks.map(({ at, length }) => "0x" + at.toString(16).padStart(4, "0") + " (" + length + " octets)");
    this.words.textContent = "  " + name + (where.length > 0 ? " at " + where.join(", ") : " does not stand there as such: packed, ciphered, or told by the whole");
    this.draw();
  }
}
