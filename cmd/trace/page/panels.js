// The other panes: the code with its lists, and the equation with its matrices.

const byId = id => document.getElementById(id)

function drawCode() {
	const lines = [...data.lines]
	const bug = data.mistakes.find(m => m.name === state.bug)
	if (bug && bug.lines) lines.splice(bug.from, bug.to - bug.from, ...bug.lines.map(l => ({ ...l, wrong: true })))
	let last = ""
	byId("lines").replaceChildren(...lines.map(({ step, code, wrong }) => {
		const e = element("li", { className: wrong ? "wrong" : "" }, element("span", { className: "name", textContent: step && step !== last ? step : "" }))
		last = step
		const at = state.frames.findIndex(f => f.step === step)
		const inner = element(at < 0 ? "span" : "button", { className: "code" }, ...code.trim().split(/(?<=[.([])/).flatMap(part => [part, element("wbr")]))
		const depth = code.length - code.trimStart().length
		inner.style.paddingLeft = 2 * depth + 3 + "ch"
		inner.style.textIndent = "-3ch"
		if (at >= 0) {
			inner.type = "button"
			inner.onclick = () => {
				const here = state.frames.findIndex((f, i) => i > state.at && f.step === step) // that of the next layer
				goTo(state.frames[state.at].step === step && here > 0 ? here : at)
			}
		}
		e.dataset.step = step
		e.append(inner)
		return e
	}))
}

function showCode(frame) {
	const pane = byId("lines")
	for (const li of pane.children) {
		const on = li.dataset.step === frame.step
		li.classList.toggle("on", on)
		if (on) li.setAttribute("aria-current", "step")
		else li.removeAttribute("aria-current")
	}
	const first = pane.querySelector(".on")
	if (first) pane.scrollTop = first.offsetTop - Math.max(0, (pane.clientHeight - first.offsetHeight) / 2)
	const before = state.frames[state.at - 1]
	byId("lists").replaceChildren(...LISTS.map(name => {
		const size = name === "activations" ? state.net.Sizes.length : state.net.Sizes.length - 1
		const slots = frame.lists[name].concat(Array(Math.max(0, size - frame.lists[name].length)).fill(""))
		return element("div", {}, element("code", { textContent: name }), ...slots.map((html, i) =>
			element("span", { className: !html || html === "0" ? "slot" : !before || before.lists[name][i] !== html ? "slot new" : "slot full", innerHTML: html })))
	}))
}

const matrixTable = (o, row, result) => {
	const head = `<figcaption>${o.html} <small>${shape(o.m)}</small></figcaption>`
	const format = o.m.every(r => r.every(v => Number.isInteger(v * 10))) ? v => text(v, 1) : v => text(v)
	const cells = o.m.map((r, j) => "<tr>" + r.map((v, k) =>
		result ? `<td><button type=button class=entry data-row=${row} data-j=${j} data-k=${k}>${format(v)}</button></td>` : `<td data-j=${j} data-k=${k}>${format(v)}</td>`).join("") + "</tr>").join("")
	return `<figure class="${result ? "result" : ""}">${head}<table class=matrix>${cells}</table></figure>`
}

function showEquation(frame, hidden) {
	const equation = data.equations[frame.step]
	byId("formula").innerHTML = (equation ? `<b class=tag>${equation}</b> ` : "") + `<span>${frame.formula}</span>`
	byId("rows").innerHTML = frame.rows.map((row, r) => "<div class=row>" + row.map((o, i) =>
		(o.operator ? `<span class=operator>${o.operator}</span>` : "") + (o.m ? matrixTable(o, r, i === row.length - 1) : `<span class=operator>${o.html}</span>`)).join("") + "</div>").join("") +
		(frame.failed ? `<p class=failed><b>✗ ${data.words.failed}</b><br><code>${frame.failed.replace(/</g, "&lt;")}</code></p>` : "")
	const delta = frame.failed || hidden ? null : frame.known["δ" + frame.layer]
	byId("along").innerHTML = frame.step.match(/B11|B17/) && delta && delta.length === state.net.Sizes[frame.layer - 1]
		? data.words.along.replace("{d}", symbol("δ", frame.layer).html + "·" + symbol("ż", frame.layer).html).replace("{n}", text(along(own, state.net, state.x, frame.layer, delta), 6))
			.replace("{C}", text(central(own, state.net, state.x, state.y, state.x, 0, 0), 6)) : ""
	if (hidden) coverResults(frame)
	for (const b of byId("rows").querySelectorAll(".entry")) {
		b.onmouseenter = b.onfocus = b.onclick = () => point(Number(b.dataset.row), Number(b.dataset.j), Number(b.dataset.k))
	}
}

// sum writes out where entry j, k of a row comes from, and lists the entries that
// it is made of: [operand, j, k].
function sum(row, j, k) {
	const result = row[row.length - 1]
	const v = x => x < 0 ? `(${tidy(x)})` : tidy(x)
	const used = [[row.length - 1, j, k]]
	let words = row[1].operator === "," ? "∂C/∂w" + raised(result.layer) + sub(j + 1) + sub(k + 1) : ""
	if (words) return { words: words + " = ", value: text(result.m[j][k]), used }
	row.slice(0, -1).forEach((o, i) => {
		const next = row[i + 1]
		if (o.operator === "·" && i === 1) return
		if (next.operator === "·") {
			words += o.m[j].map((a, n) => { used.push([i, j, n], [i + 1, n, k]); return v(a) + "·" + v(next.m[n][k]) }).join(" + ")
		} else {
			used.push([i, j, k])
			const value = v(o.m[j][k])
			words += "+−⊙".includes(o.operator) && o.operator ? ` ${o.operator.replace("⊙", "·")} ${value}` : o.operator.startsWith("σ") ? `${o.operator}(${tidy(o.m[j][k])})` : o.operator ? o.operator + " " + value : value
		}
	})
	return { words: words + " = ", value: text(result.m[j][k]), used }
}

// point chooses an entry of a result: its row and its column light up.
function point(r, j, k) {
	const frame = state.frames[state.at]
	state.pick = { r, j, k }
	const row = frame.rows[r]
	const cells = byId("rows").querySelectorAll("td")
	for (const td of cells) td.classList.remove("hit")
	if (frame.failed || !row || !row[row.length - 1].m[j] || row[row.length - 1].m[j][k] === undefined) {
		byId("sum").textContent = ""
		lightNetwork([])
		return
	}
	const { words, value, used } = sum(row, j, k)
	const tables = byId("rows").children[r].querySelectorAll("table")
	const entries = used.map(([i, a, b]) => {
		const o = row[i]
		tables[i].rows[a].cells[b].classList.add("hit")
		return o.transposed ? { name: o.name, layer: o.layer, j: b, k: a } : { name: o.name, layer: o.layer, j: a, k: b }
	})
	byId("sum").textContent = words + (isHidden(frame) && r === frame.rows.length - 1 ? "?" : value)
	lightNetwork(entries)
	keepAddress()
}

const phase = frame => { const n = Number(frame.step.slice(1)); return n < 6 ? "start" : n < 11 ? "forward" : "backward" }
