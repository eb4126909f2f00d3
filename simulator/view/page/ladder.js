// SPDX-License-Identifier: Apache-2.0
// The ladder: a row an event, drawn once; stepping only changes classes.
"use strict";

class Ladder {
  constructor(recording, title) {
    this.recording = recording;
    this.lanes = new Map(recording.parties.map((party, lane) => [party, lane]));
    this.rows = [];
    this.element = make("div", { class: "ladder", "--parties": String(recording.parties.length) });
    this.element.append(this.head(title));
    let step = null;
    let number = 0;
    for (const event of recording.events) {
      if (!shownKinds.has(event.kind)) continue;
      if (event.step !== step) this.element.append(make("p", { class: "step" }, (step = event.step) || "(no step)"));
      this.rows.push({ event, element: this.row(event, event.n === number ? "" : String(event.n)) });
      number = event.n;
      this.element.append(this.rows.at(-1).element);
    }
  }

  head(title) {
    const names = this.recording.parties.map((party) => make("span", { title: party }, party));
    return make("div", { class: "head" }, make("span"), make("div", { class: "names" }, ...names), make("span", { class: "soft" }, title), make("span"));
  }

  row(event, number) {
    const classes = ["row", event.kind, event.inside ? "inside" : "", event.bad ? "bad" : "", event.lost ? "lost" : ""].join(" ");
    const lanes = make("span", { class: "lanes" });
    lanes.append(event.kind === "msg" ? this.arrow(event) : this.sign(event));
    return make("a", { class: classes, href: "#step=" + event.n, "data-seq": event.seq, "data-n": event.n, title: event.why || "" },
      make("span", { class: "seq" }, number), lanes,
      make("span", { class: "label" }, event.label), make("span", { class: "clause" }, event.clause || ""));
  }

  arrow(event) {
    const [from, to] = [this.lanes.get(event.from) ?? 0, this.lanes.get(event.to) ?? 0];
    if (from === to) return make("span", { class: "sign", "--left": String(from) }, "↺");
    return make("span", { class: "arrow " + (to > from ? "rightward" : "leftward"), "--left": String(Math.min(from, to)), "--span": String(Math.abs(to - from)) });
  }

  sign(event) {
    const signs = { derive: "●", negotiated: "=", timer: "◷", adversary: "↯" };
    return make("span", { class: "sign", "--left": String(this.lanes.get(event.at) ?? 0) }, signs[event.kind] || "✗");
  }

  // Before, at and after the step; what belongs to the step is marked as its part. Beside, the steps have other numbers.
  show(seq, horizon, parts) {
    for (const { event, element } of this.rows) {
      const list = element.classList;
      const when = event.seq === seq ? "now" : event.seq <= horizon ? "past" : "future";
      for (const name of ["now", "past", "future"]) list.toggle(name, name === when);
      list.toggle("part", parts.has(event.seq));
      if (when === "now") element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
  }

  rowOf(seq) {
    return this.rows.find((row) => row.event.seq === seq)?.element;
  }
}

const ladders = [new Ladder(main, other ? main.name : "")];
if (other) ladders.push(new Ladder(other, "beside: " + other.name));

// Only the ladder scrolls, not the page around it.
function reveal(element) {
  const frame = document.getElementById("ladders");
  const box = frame.getBoundingClientRect();
  const at = element.getBoundingClientRect();
  const head = frame.querySelector(".head").offsetHeight;
  if (at.top < box.top + head + 20) frame.scrollTop += at.top - box.top - head - 60;
  else if (at.bottom > box.top + frame.clientHeight - 20) frame.scrollTop += at.bottom - box.top - frame.clientHeight + 60;
}
