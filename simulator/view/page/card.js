// SPDX-License-Identifier: Apache-2.0
// The card of a step: what, why, clause, fields, octets, the keys born and the states reached.
"use strict";

const isKey = (value) => value !== null && typeof value === "object" && "$key" in value;

// The leaves of an object as [name, value], names with dots.
function leavesOf(value, name = "") {
  if (value === null || typeof value !== "object" || isKey(value)) return [[name, value]];
  const inner = Array.isArray(value) ? value.map((one, i) => [`${name}[${i}]`, one]) : Object.entries(value).map(([key, one]) => [name ? name + "." + key : key, one]);
  if (inner.length === 0) return name ? [[name, value]] : [];
  return inner.flatMap(([key, one]) => leavesOf(one, key));
}

function wordsOfValue(value) {
  if (isKey(value)) return `${value.$key}, fingerprint ${value.fp}`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

// Who made the key that a field carries: its sender, or whoever was first.
function madeBy(value, event) {
  const key = main.birthOf.get(isKey(value) ? value.fp : value);
  if (!key || !key.born) return "";
  const maker = key.holders.find((one) => one.party === event.from && one.derived) || key.holders[0];
  return maker ? jump(maker.since, ` ${key.shown}, made at step ${numberOf(maker.since)} by ${maker.party}`, "made") : "";
}

function fieldsOf(event, octets) {
  const beside = new Map(other && other.bySeq.get(event.seq) ? leavesOf(other.bySeq.get(event.seq).f || {}) : []);
  const body = make("tbody");
  for (const [name, value] of leavesOf(event.f || {})) {
    const row = make("tr", { tabindex: "0" }, make("th", { scope: "row" }, name), make("td", {}, wordsOfValue(value), madeBy(value, event)));
    const choose = () => {
      for (const chosen of body.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
      row.classList.add("chosen");
      if (octets) octets.choose(name, isKey(value) ? value.fp : value);
    };
    row.addEventListener("click", choose);
    row.addEventListener("keydown", (pressed) => pressed.key === "Enter" && choose());
    body.append(row);
    if (beside.has(name) && wordsOfValue(beside.get(name)) !== wordsOfValue(value)) {
      body.append(make("tr", { class: "other" }, make("th", {}, "beside"), make("td", {}, wordsOfValue(beside.get(name)))));
    }
  }
  return body.childElementCount === 0 ? "" : make("div", {}, make("h3", {}, "fields"), make("table", { class: "fields" }, body));
}

function handLine(check) {
  const button = make("button", { type: "button", title: "copy the line" }, "copy");
  button.addEventListener("click", () => navigator.clipboard?.writeText(check).then(() => { button.textContent = "copied"; }, () => {}));
  return make("div", { class: "hand" }, make("code", {}, check), button);
}

function birthLines(event) {
  const known = main.keys.find((key) => key.key === event.key && key.ue === (event.for || event.ue) && key.fp === event.fp);
  const holders = known ? known.holders.filter((holder) => isHeld(holder, horizonOf(current))).map((holder) => holder.party) : [];
  const box = make("div", { class: "birth" }, make("p", {}, make("span", { class: "key" }, event.shown), ` at ${event.at}, from ${(event.parents || []).join(", ")}`,
    make("span", { class: "soft" }, `  ${event.clause || ""}`)));
  box.append(make("p", { class: "soft" }, event.value ? make("code", {}, "= " + event.value) : `fingerprint ${event.fp}`, `  known by ${holders.join(", ")}`));
  const meaning = data.texts[event.text];
  if (meaning) box.append(make("p", { class: "soft" }, meaning.summary));
  if (event.check) box.append(handLine(event.check));
  return box;
}

function reasonsOf(event) {
  return (event.reasons || []).map((at) => data.texts[at]).filter(Boolean)
    .map((text) => make("p", { class: "soft" }, `${text.names} (${text.kind}): ${text.summary}`));
}

// What one event of the step says: the one that stands for it, or what runs inside its record.
function drawEvent(event) {
  const box = make("div");
  if (event.from) box.append(make("p", {}, `${event.from} → ${event.to}`, event.kind === "adversary" ? ` met by ${event.at}` : ""));
  if (event.lost) box.append(make("p", { class: "bad-words" }, "lost on its way: nobody received it"));
  if (event.clause) box.append(make("p", {}, make("strong", {}, "clause "), event.clause));
  if (event.why) box.append(make("p", {}, make("strong", {}, "why "), event.why));
  if (event.detail) box.append(make("p", { class: "bad-words" }, (event.cause ? event.cause + ": " : "") + event.detail));
  if (event.of) box.append(make("p", {}, jump(event.of, `the message that it met: step ${numberOf(event.of)}`)));
  box.append(...reasonsOf(event));
  if (event.ends && event.ends.length > 0) box.append(make("h3", {}, "where the two ends differ"), ...event.ends.map((words) => make("p", {}, words)));
  const octets = event.raw ? new Octets(event.raw) : null;
  box.append(fieldsOf(event, octets));
  if (octets) box.append(octets.element);
  return box;
}

function drawCard(event) {
  const box = make("div");
  const births = partsOf(event).filter((part) => part.kind === "derive");
  const title = births.length > 1 ? `+ ${births.map((birth) => birth.shown).join(", ")} at ${event.at}` : event.label;
  box.append(make("h2", {}, title), make("p", { class: "soft" },
    `step ${event.n} of ${main.steps} · ${event.step || "-"} · ${milliseconds(event.t)} · ${event.ue || "nobody"} · event ${event.seq}`));
  if (event.kind !== "derive") box.append(drawEvent(event));
  for (const inner of partsOf(event).filter((part) => part.kind === "msg" && part !== event)) box.append(make("h3", {}, "inside: " + inner.label), drawEvent(inner));
  const parts = partsOf(event);
  if (births.length > 0) box.append(make("h3", {}, "keys born at this step"), ...births.map(birthLines));
  const states = parts.filter((part) => part.kind === "state" || part.kind === "negotiated");
  if (states.length > 0) box.append(make("h3", {}, "states"), ...states.map((state) => make("p", {}, state.label)));
  document.getElementById("card").replaceChildren(box);
}
