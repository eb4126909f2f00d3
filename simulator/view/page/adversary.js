// SPDX-License-Identifier: Apache-2.0
// The run through the adversary's eyes: what crossed its links until now, and what it did to that.
"use strict";

function seenUntil(event) {
  const links = new Set(data.adversary.links);
  return main.events.filter((one) => one.seq <= event.seq && one.kind === "msg" && !one.inside && links.has(one.link));
}

function isCiphered(message) {
  return message.msg === "ApplicationData" || Boolean(message.f && message.f.length !== undefined && message.link === "Ua") || /^7e0[24]/.test(message.raw || "");
}

function drawAdversary(event) {
  const who = data.adversary;
  const links = who.links.join(" and ");
  const seen = seenUntil(event);
  const acts = main.events.filter((one) => one.kind === "adversary" && one.seq <= event.seq);
  const title = who.name ? `what ${who.name} sees on ${links}` : `what a listener on ${links} would see`;
  const box = [make("h2", {}, title)];
  if (!who.name) box.push(make("p", { class: "soft" }, "This scenario has no adversary; whoever listens without taking part sees this."));
  else box.push(make("p", { class: "soft" }, `can ${who.can.join(", ") || "nothing said"}`));
  if (acts.length > 0) box.push(make("h3", {}, "what it did"), make("ul", {}, ...acts.map((act) => make("li", { class: "bad-words" }, jump(act.seq, `${act.seq} ${act.label}`)))));
  const lines = seen.map((one) => make("li", {}, jump(one.seq, `${one.seq} ${isCiphered(one) ? `${one.link}: ${(one.raw || "").length / 2} octets, ciphered or protected` : one.label}`)));
  const protectedOnes = seen.filter(isCiphered).length;
  box.push(make("h3", {}, `${seen.length} messages until now, ${protectedOnes} of them protected`), make("ol", { class: "seen" }, ...lines.reverse()));
  document.getElementById("adversary").replaceChildren(...box);
}
