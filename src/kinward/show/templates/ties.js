(function () {
  "use strict";
  var facts = JSON.parse(document.getElementById("tie-facts").textContent);
  var order = facts.order, people = facts.people, at = 0;
  var $ = function (id) { return document.getElementById(id); };
  var fates = { alive: "alive", dead: "dead", turned: "turned", missing: "missing",
    captured: "missing", evacuated: "evacuated" };
  var ROW = 98, WIDE = 1040, MIDDLE = 520, LINE = 14.5, LETTERS = 50;

  function esc(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }
  function num(x) { return x === null ? "" : x.toFixed(2).replace("-", "\u2212"); }
  function pair(p) {
    return p[0] === null ? "new, " + num(p[1]) : num(p[0]) + " \u2192 " + num(p[1]);
  }
  function trust(x) { return x >= 0.5 ? "t2" : x >= 0.15 ? "t1" : x > -0.15 ? "t0" : "tm"; }
  function dot(fate) { return "var(--" + (fates[fate] || "ink") + ")"; }
  function role(person) { return person[0] + ", " + person[1] + ", " + person[2]; }
  function kind(tie) { return tie[2] ? tie[1] + ", at first " + tie[2] : tie[1]; }
  function wrapped(text, most) {
    var lines = [""];
    text.split(" ").forEach(function (word) {
      var last = lines.length - 1;
      if (lines[last] && (lines[last] + " " + word).length > LETTERS) lines.push(word);
      else lines[last] += (lines[last] ? " " : "") + word;
    });
    if (lines.length > most) { lines = lines.slice(0, most); lines[most - 1] += " \u2026"; }
    return lines;
  }

  function node(tie, x, y, side, middle) {
    var other = people[tie[0]], dx = x - MIDDLE, dy = y - middle;
    var far = Math.sqrt(dx * dx + dy * dy), ux = dx / far, uy = dy / far;
    var from = [MIDDLE + 24 * ux, middle + 24 * uy], to = [x - 9 * ux, y - 9 * uy];
    var half = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    var width = (1.2 + 7 * tie[3][1]).toFixed(1);
    function line(a, b, of) {
      return '<line x1="' + a[0].toFixed(1) + '" y1="' + a[1].toFixed(1) + '" x2="' + b[0].toFixed(1) +
        '" y2="' + b[1].toFixed(1) + '" stroke-width="' + width + '" class="' + trust(of) +
        (tie[6] ? " dash" : "") + '"/>';
    }
    var became = other[4] + (tie[7] ? " (" + tie[7] + ")" : "");
    var words = [[other[0], "nm"], [kind(tie) + " \u00b7 strength " + pair(tie[3]), "tl"],
      ["trust in them " + pair(tie[4]) + ", theirs " + pair(tie[5]), "tl"]];
    wrapped(became, 3).forEach(function (part) { words.push([part, "tl tw"]); });
    var top = y - (words.length - 1) * LINE / 2 + 4, known = facts.ties[tie[0]];
    var text = words.map(function (w, i) {
      return '<text x="' + (x + 16 * side) + '" y="' + (top + i * LINE).toFixed(1) + '" class="' + w[1] +
        '" text-anchor="' + (side > 0 ? "start" : "end") + '">' + esc(w[0]) + "</text>";
    }).join("");
    return line(from, half, tie[4][1]) + line(half, to, tie[5][1]) +
      "<g" + (known ? ' class="go" tabindex="0" role="button" data-who="' + tie[0] + '" aria-label="' +
      esc("Show the ties of " + other[0]) + '"' : "") + '><circle cx="' + x + '" cy="' + y +
      '" r="9" fill="' + dot(other[3]) + '"/>' + text + "</g>";
  }

  function picture(who) {
    var ties = facts.ties[who], rows = Math.max(Math.ceil(ties.length / 2), 1);
    var high = Math.max(rows * ROW + 40, 170), middle = high / 2, out = "";
    ties.forEach(function (tie, i) {
      var right = i % 2 === 0, n = right ? Math.ceil(ties.length / 2) : Math.floor(ties.length / 2);
      var y = middle + (Math.floor(i / 2) - (n - 1) / 2) * ROW, side = right ? 1 : -1;
      var up = (y - middle) / (high / 2);
      out += node(tie, MIDDLE + side * Math.round(100 + 105 * Math.sqrt(1 - up * up)), y, side, middle);
    });
    var me = people[who];
    return '<svg viewBox="0 0 ' + WIDE + " " + high + '" role="group" aria-label="' +
      esc("Ties of " + me[0] + "; the table beneath holds the same") + '">' + out +
      '<circle cx="' + MIDDLE + '" cy="' + middle + '" r="22" fill="' + dot(me[3]) + '"/>' +
      '<text x="' + MIDDLE + '" y="' + (middle + 40) + '" text-anchor="middle" class="nm mid">' + esc(me[0]) +
      "</text></svg>";
  }

  function table(who) {
    var head = ["Who", "What they are", "Strength of the tie, 0 to 1, start \u2192 end",
      "Trust in them, \u22121 to 1", "Their trust, \u22121 to 1", "Between them",
      "What became of them"];
    var rows = facts.ties[who].map(function (tie) {
      var other = people[tie[0]];
      var name = facts.ties[tie[0]] ? '<button type="button" class="as" data-who="' + tie[0] + '">' +
        esc(other[0]) + "</button>" : esc(other[0]);
      var became = '<span class="f-' + esc(other[3]) + '">' + esc(other[4]) + "</span>" +
        (tie[7] ? ' <span class="q">(' + esc(tie[7]) + ")</span>" : "");
      return "<tr><td>" + name + "</td><td>" + esc(kind(tie)) + '</td><td class="n nw">' + pair(tie[3]) +
        '</td><td class="n nw">' + pair(tie[4]) + '</td><td class="n nw">' + pair(tie[5]) +
        "</td><td>" + esc(tie[8]) + "</td><td>" + became + "</td></tr>";
    });
    return '<div class="scroll"><table><caption>' + esc("Strong ties of " + people[who][0]) +
      "</caption><tr>" + head.map(function (h, i) {
        return "<th" + (i > 1 && i < 5 ? ' class="n"' : "") + ">" + h + "</th>";
      }).join("") + "</tr>" + rows.join("") + "</table></div>";
  }

  function show(who) {
    var me = people[who], ties = facts.ties[who], more = facts.more[who];
    at = Math.max(order.indexOf(Number(who)), 0);
    $("tie-show").innerHTML = "<h3>" + esc(role(me)) + ': <span class="f-' + esc(me[3]) + '">' +
      esc(me[4]) + "</span></h3>" + (ties.length ? '<figure class="tg">' + picture(who) + "</figure>" +
      (more ? '<p class="q">The ' + ties.length + " strongest of " + (ties.length + more) +
      " strong ties.</p>" : "") + table(who) : "<p>No strong tie is on record.</p>");
    $("tie-who").value = me[0] + " \u00b7 " + who;
    $("tie-said").textContent = "";
  }

  function find(text) {
    var end = text.match(/(\d+)\s*$/), low = text.trim().toLowerCase();
    if (end && facts.ties[end[1]]) return show(end[1]);
    var exact = order.filter(function (p) { return people[p][0].toLowerCase() === low; });
    var part = exact.length ? exact : order.filter(function (p) {
      return low && people[p][0].toLowerCase().indexOf(low) >= 0;
    });
    if (part.length) show(part[0]);
    var others = part.slice(1, 5).map(function (p) { return people[p][0] + " \u00b7 " + p; });
    $("tie-said").textContent = !part.length ? "Nobody of that name is held in this page." :
      others.length ? "Also: " + others.join(", ") + (part.length > 5 ? " \u2026" : "") : "";
  }

  $("tie-list").innerHTML = order.map(function (p) {
    return '<option value="' + esc(people[p][0] + " \u00b7 " + p) + '"></option>';
  }).join("");
  $("tie-pick").addEventListener("submit", function (e) { e.preventDefault(); find($("tie-who").value); });
  $("tie-who").addEventListener("change", function () { find(this.value); });
  $("tie-who").addEventListener("focus", function () { this.select(); });
  $("tie-back").addEventListener("click", function () { show(order[(at + order.length - 1) % order.length]); });
  $("tie-next").addEventListener("click", function () { show(order[(at + 1) % order.length]); });
  function go(e) {
    var on = e.target.closest("[data-who]");
    if (!on || (e.type === "keydown" && e.key !== "Enter" && e.key !== " ")) return;
    e.preventDefault();
    show(on.getAttribute("data-who"));
    $("tie-who").focus({ preventScroll: true });
  }
  $("tie-show").addEventListener("click", go);
  $("tie-show").addEventListener("keydown", go);
  var asked = (location.hash.match(/^#ties-(\d+)$/) || [])[1];
  show(asked && facts.ties[asked] ? asked : order[0]);
  if (asked) $("ties").scrollIntoView();
})();
