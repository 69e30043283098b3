// The other panes: the code with its lists, and the equation with its matrices.

const byId = id => document.getElementById(id)

function drawCode() {
	const lines = [...data.lines]
	const bug = mistake()
	if (bug) lines.splice(bug.From, bug.To - bug.From, ...bug.Lines)
	let last = ""
	byId("lines").replaceChildren(...lines.map(({ Step: step, Code: code, Wrong: wrong }) => {
		const e = element("li", { className: wrong ? "wrong" : "" }, element("span", { className: "name", textContent: step && step !== last ? step : "" }))
		last = step
		const at = state.frames.findIndex(f => f.step === step)
		const inner = element(at < 0 ? "span" : "button", { className: "code" }, ...code.trim().split(/(?<=[ (])/).flatMap(part => [element("span", { textContent: part }), element("wbr")]))
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
		li.ariaCurrent = on ? "step" : null
	}
	const lit = [...pane.querySelectorAll(".on")], first = lit[0], last = lit.at(-1)
	if (first) pane.scrollTop = first.offsetTop - Math.max(0, (pane.clientHeight - (last.offsetTop + last.offsetHeight - first.offsetTop)) / 2)
	const before = state.frames[state.at - 1]
	byId("lists").replaceChildren(...LISTS.map(name => {
		const size = name === "activations" ? state.net.Sizes.length : state.net.Sizes.length - 1
		const slots = frame.lists[name].concat(Array(Math.max(0, size - frame.lists[name].length)).fill(""))
		return element("div", {}, element("code", { textContent: name }), ...slots.map((html, i) =>
			element("span", { className: !html || html === "0" ? "slot" : !before || before.lists[name][i] !== html ? "slot new" : "slot full", innerHTML: html })))
	}))
}

// origin is the step that made what is called so, or -1.
const origin = o => state.frames.findIndex(f => o.name ? SETS[f.step] === o.name && f.layer === o.layer : f.step === "B16" && o.f === "<i>σ′</i>" && o.of.layer === f.layer)

const matrixTable = (o, row, result) => {
	const at = result ? -1 : origin(o)
	const head = `<figcaption>${at < 0 || at === state.at ? o.html : `<button type=button class=origin data-at=${at}>${o.html}</button>`}${result && o.also && state.right ? `<span class=also> = ${o.also.html}</span>` : ""} <small>${shape(o.m)}</small></figcaption>`
	const format = o.m.every(r => r.every(v => Number.isInteger(v * 10))) ? v => text(v, 1) : v => text(v)
	const cells = o.m.map((r, j) => "<tr>" + r.map((v, k) =>
		result ? `<td><button type=button class="entry ${isWrong(o, j, k) ? "off" : ""}" data-row=${row} data-j=${j} data-k=${k}>${format(v)}</button></td>` : `<td data-j=${j} data-k=${k}>${format(v)}</td>`).join("") + "</tr>").join("")
	return `<figure class="${result ? "result" : ""}">${head}<table class=matrix>${cells}</table></figure>`
}

function showEquation(frame, hidden) {
	const equation = data.equations[frame.step]
	byId("formula").innerHTML = (equation ? `<b class=tag>${equation}</b> ` : "") + `<span>${frame.formula}</span>` + (/<i>f<.i>\(/.test(frame.formula) ? ` <small>${data.words.map}</small>` : "")
	byId("rows").innerHTML = frame.rows.map((row, r) => "<div class=row>" + row.map((o, i) =>
		(o.operator ? `<span class=operator>${o.operator}</span>` : "") + (o.m ? matrixTable(o, r, i === row.length - 1) : `<span class=operator>${o.html}</span>`)).join("") + "</div>").join("") +
		(frame.failed ? `<p class=failed><b>✗ ${data.words.failed}</b><br><code>${frame.failed.replace(/</g, "&lt;")}</code></p>` : "")
	for (const b of byId("rows").querySelectorAll(".origin")) b.onclick = () => goTo(Number(b.dataset.at))
	for (const b of byId("rows").querySelectorAll(".entry")) {
		const entry = [b.dataset.row, b.dataset.j, b.dataset.k].map(Number)
		b.onmouseenter = () => light(...entry)
		b.onmouseleave = () => light(state.pick.r, state.pick.j, state.pick.k)
		b.onfocus = b.onclick = () => {
			if (isHidden(frame) && entry[0] < frame.rows.length - 1) return light(...entry)
			const [r, j, k] = entry, { name, layer } = frame.rows[r].at(-1)
			if (/^∂C.∂[bw]$/.test(name)) {
				state.chosen = { kind: name[4], layer, j, k }
				showNetwork(frame, isHidden(frame))
				showChosen(frame, isHidden(frame))
				rove()
			}
			point(...entry)
		}
	}
}

// isWrong reports whether an entry is a derivative that differs from the central
// difference. A δ is one: that by the bias.
function isWrong(o, j, k) {
	const kind = { "∂C/∂w": "w", "∂C/∂b": "b", δ: "b" }[o.name]
	const p = kind && state.derivatives.find(q => same(q, { kind, layer: o.layer, j, k }))
	return Boolean(p) && isOff(p, o.m[j][k])
}

// sum writes out where entry j, k of a row comes from, in symbols and in numbers,
// and lists the entries that it is made of: [operand, j, k].
function sum(row, j, k) {
	const result = row.at(-1)
	const used = [[row.length - 1, j, k]]
	if (row[1].operator === ",") return { symbols: entryName(result, j, k), words: "", value: text(result.m[j][k]), used }
	const factor = x => x < 0 ? `(${tidy(x)})` : tidy(x)
	const put = (operator, value, argument) => /^[+−⊙]$/.test(operator) ? ` ${operator.replace("⊙", "·")} ${value}`
		: /^[σf]/.test(operator) ? `${operator}(${argument})` : operator ? operator + " " + value : value
	let words = "", symbols = ""
	row.slice(0, -1).forEach((o, i) => {
		const next = row[i + 1]
		if (o.operator === "·" && i === 1) return
		if (next.operator === "·") {
			o.m[j].forEach((_, n) => used.push([i, j, n], [i + 1, n, k]))
			words += o.m[j].map((a, n) => factor(a) + "·" + factor(next.m[n][k])).join(" + ")
			symbols += o.m[j].map((_, n) => entryName(o, j, n) + " " + entryName(next, n, k)).join(" + ")
		} else {
			used.push([i, j, k])
			words += put(o.operator, factor(o.m[j][k]), tidy(o.m[j][k]))
			symbols += put(o.operator, entryName(o, j, k), entryName(o, j, k))
		}
	})
	const name = result.name || result.also && state.right ? entryName(result, j, k) + " = " : ""
	const taken = row.length === 2 && !row[0].operator // as it is
	return { symbols: name + symbols, words: taken ? "" : words + " = ", value: (taken ? tidy : text)(result.m[j][k]), used }
}

// point chooses an entry of a result: that which a prediction is asked for.
function point(r, j, k) {
	state.pick = { r, j, k }
	light(r, j, k)
	const frame = state.frames[state.at], row = frame.rows[r]
	if (isHidden(frame)) byId("asked").innerHTML = row.at(-1).html + `<sub>${j + 1}${/w/.test(row.at(-1).name) ? k + 1 : ""}</sub>`
	keepAddress()
}

// light lights up what an entry of a result is made of: a row and a column.
function light(r, j, k) {
	const frame = state.frames[state.at]
	const row = frame.rows[r]
	const cells = byId("rows").querySelectorAll("td")
	for (const td of cells) td.classList.remove("hit")
	if (frame.failed || !row || !row.at(-1).m[j] || row.at(-1).m[j][k] === undefined) {
		byId("sum").textContent = ""
		lightNetwork([])
		return
	}
	const { symbols, words, value } = sum(row, j, k)
	byId("sum").innerHTML = `<div>${symbols}</div>${words}${isHidden(frame) && r === frame.rows.length - 1 ? "?" : value}`
	lightNetwork(sources(frame, r, j, k))
}

// sources lights up the entries that entry j, k of a row comes from, and returns
// them. What the row before gave leads on to that row.
function sources(frame, r, j, k) {
	const row = frame.rows[r], before = frame.rows[r - 1]
	const tables = byId("rows").children[r].querySelectorAll("table")
	return sum(row, j, k).used.flatMap(([i, a, b]) => {
		const o = row[i]
		tables[i].rows[a].cells[b].classList.add("hit")
		const entry = o.transposed ? { name: o.name, layer: o.layer, j: b, k: a } : { name: o.name, layer: o.layer, j: a, k: b }
		return before && i < row.length - 1 && o.html === before.at(-1).html ? [entry, ...sources(frame, r - 1, a, b)] : [entry]
	})
}

const phase = frame => { const n = Number(frame.step.slice(1)); return n < 6 ? "start" : n < 11 ? "forward" : "backward" }
