// SPDX-License-Identifier: Apache-2.0
// The key tree as it has grown so far, and who holds what.
"use strict";

let chosenUe = null;  // whose keys are shown; null: those of the step's own subscriber

function subscriberAt(event) {
  return chosenUe ?? (event.for || event.ue || main.keys[0]?.ue || "");
}

function keysAt(event) {
  const horizon = horizonOf(event);
  const ue = subscriberAt(event);
  return main.keys.map((key, at) => ({ ...key, at })).filter((key) => key.ue === ue && key.born <= horizon);
}

function isBornHere(key, event) {
  return partsOf(event).some((part) => part.kind === "derive" && part.key === key.key && part.fp === key.fp && (part.for || part.ue) === key.ue);
}

function choiceOfUe(event) {
  const names = [...new Set(main.keys.map((key) => key.ue))];
  if (names.length < 2) return "";
  const select = make("select", { "aria-label": "subscriber" }, ...names.map((name) => make("option", { value: name, selected: name === subscriberAt(event) }, name)));
  select.addEventListener("change", () => { chosenUe = select.value; show(current); });
  return select;
}

function drawTree(event) {
  const keys = keysAt(event);
  const branch = (parent) => {
    const children = keys.filter((key) => key.parent === parent);
    return children.length === 0 ? "" : make("ul", { class: parent === -1 ? "tree" : false }, ...children.map(twig));
  };
  const twig = (key) => {
    const name = key.born ? jump(key.born, key.shown, "key") : make("span", { class: "key" }, key.shown);
    const meaning = data.texts[key.text];
    name.title = meaning ? meaning.summary : "";
    return make("li", { class: isBornHere(key, event) ? "born" : false }, name,
      make("span", { class: "fp soft" }, `  ${key.value || key.fp || ""}`), make("span", { class: "soft" }, `  ${key.clause}`), branch(key.at));
  };
  document.getElementById("keys").replaceChildren(make("h2", {}, "key tree, as far as it has grown ", choiceOfUe(event)), branch(-1));
}

// Until another one took its place.
const isHeld = (holder, horizon) => holder.since <= horizon && !(holder.until <= horizon);

function cellOf(key, party, horizon, parts) {
  const holder = key.holders.find((one) => one.party === party && isHeld(one, horizon));
  if (!holder) return make("td");
  const how = holder.since === 0 ? "has it from the start" : holder.derived ? "derived it" : "was sent it";
  const sign = holder.derived ? "●" : "○";
  const isNew = parts.has(holder.since);
  const words = `${party} ${how}` + (holder.since ? ` at step ${numberOf(holder.since)}` : "");
  const mark = holder.since ? jump(holder.since, sign) : make("span", {}, sign);
  mark.title = words;
  mark.setAttribute("aria-label", words);
  return make("td", { class: isNew ? "new" : false }, mark);
}

function drawMatrix(event) {
  const horizon = horizonOf(event);
  const parts = new Set(partsOf(event).map((part) => part.seq));
  const keys = keysAt(event);
  const parties = main.parties.filter((party) => keys.some((key) => key.holders.some((one) => one.party === party)));
  const head = make("tr", {}, make("th"), ...parties.map((party) => make("th", { scope: "col" }, party)));
  const rows = keys.map((key) => make("tr", { "data-key": key.key }, make("th", { scope: "row" }, key.shown), ...parties.map((party) => cellOf(key, party, horizon, parts))));
  document.getElementById("matrix").replaceChildren(make("h2", {}, "who knows what"),
    make("p", { class: "soft" }, "● derived it   ○ was sent it, or had it from the start"),
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
}
