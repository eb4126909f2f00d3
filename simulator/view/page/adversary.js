// SPDX-License-Identifier: Apache-2.0
// The run through the adversary's eyes: what crossed its links until now, what it did to that, and what it has in hand
// at the end. The last is computed when the page is made, by every derivation and decryption open to it.
"use strict";

function seenUntil(event) {
  const links = new Set(data.adversary.links);
  return main.events.filter((one) => one.seq <= event.seq && one.kind === "msg" && links.has(one.link));
}

function isCiphered(message) {
  if (message.msg === "ChangeCipherSpec") return false;
  return message.msg === "ApplicationData" || Boolean(message.f && message.f.length !== undefined && message.link === "Ua") || /^7e0[24]/.test(message.raw || "");
}

// Whether it reads the message; by what it looks like where the page does not know.
function isRead(message) {
  return data.adversary.reads ? message.seq in data.adversary.reads : !isCiphered(message);
}

function howLine(lines) {
  return make("ol", { class: "way" }, ...lines.map((line) => make("li", {}, line)));
}

function seenLine(one) {
  if (!isRead(one)) return make("li", {}, jump(one.seq, `${one.n} ${one.link}: ${(one.raw || "").length / 2} octets, ${data.adversary.reads ? "not readable" : "ciphered"}`));
  const way = (data.adversary.reads || {})[one.seq] || [];
  const line = make("li", {}, jump(one.seq, `${one.n} ${one.label}`));
  if (way.length > 1) line.append(make("details", {}, make("summary", {}, "it reads this: how"), howLine(way)));
  return line;
}

function inHand() {
  const known = data.adversary.knows;
  if (!known) return [make("p", { class: "soft" }, main.header.revealed ? "What follows from what it saw was not computed for this page."
    : "The recording hides its keys: what follows from them is not known here. Export the scenario, or record it with --reveal.")];
  if (known.length === 0) return [make("p", { id: "in-hand" }, "No key and no identity of a subscriber.")];
  return [make("ul", { id: "in-hand" }, ...known.map((one) => make("li", {}, make("details", {}, make("summary", {}, one.ue ? `${one.what} of ${one.ue}` : one.what), howLine(one.way)))))];
}

function drawAdversary(event) {
  const who = data.adversary;
  const links = who.links.join(" and ");
  const seen = seenUntil(event).filter((one) => !one.inside || isRead(one));
  const acts = main.events.filter((one) => one.kind === "adversary" && one.seq <= event.seq);
  const title = who.name ? `what ${who.name} sees on ${links}` : `what a listener on ${links} would see`;
  const box = [make("h2", {}, title)];
  if (!who.name) box.push(make("p", { class: "soft" }, "This scenario has no adversary; whoever listens without taking part sees this."));
  else box.push(make("p", { class: "soft" }, `can ${who.can.join(", ") || "nothing said"}`));
  if (acts.length > 0) box.push(make("h3", {}, "what it did"), make("ul", {}, ...acts.map((act) => make("li", { class: "bad-words" }, jump(act.seq, `${act.n} ${act.label}`)))));
  const closed = seen.filter((one) => !isRead(one)).length;
  const readable = who.reads ? `${closed} of them not readable` : `${closed} of them ciphered: whether it can read these is not known here`;
  box.push(make("h3", {}, "what it has in hand after the run"), ...inHand());
  box.push(make("h3", {}, `${seen.length === 1 ? "1 message" : `${seen.length} messages`} until now, ${readable}`), make("ol", { class: "seen" }, ...seen.map(seenLine).reverse()));
  document.getElementById("adversary").replaceChildren(...box);
}
