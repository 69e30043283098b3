// What the reader does: steps, numbers, mistakes, predictions.

const BOOKKEEPING = ["B1", "B2", "B4", "B5", "B6", "B8", "B10", "B14"]
const own = program(functions[0], builtins)
const programs = { __proto__: null, "": own } // no others: an address may ask for any name
data.mistakes.forEach((m, i) => { programs[m.Name] = program(functions[i + 1], own) })

const state = { at: 0, bug: "", eta: 3, predict: false, pick: { r: 0, j: 0, k: 0 }, history: [], stepped: "" }

function start(index) {
	const n = data.networks[index]
	Object.assign(state, {
		index, net: network(n), x: matrix.of(n.X), y: matrix.of(n.Y), at: 0, history: [], stepped: "", pick: { r: 0, j: 0, k: 0 },
		chosen: { kind: "w", layer: n.Sizes.length, j: 0, k: 0 },
	})
}

// changed records Backprop again, after anything that it depends on has changed.
function changed() {
	const { net, x, y } = state
	const at = state.frames && state.frames[state.at]
	Object.assign(state, record(programs[state.bug], net, x, y))
	state.derivatives = check(own, net, x, y, state.gradient)
	state.right = state.derivatives.every(p => p.right)
	state.cost = cost(own, net, x, y)
	state.answered = new Set()
	const stays = at ? state.frames.findIndex(f => f.step === at.step && f.layer === at.layer) : state.at
	state.at = Math.min(stays < 0 ? Infinity : stays, state.frames.length - 1)
	drawSteps()
	drawCode()
	show()
}

function rebuilt() { drawNetwork(); changed() }

function show() {
	const frame = state.frames[state.at]
	const hidden = isHidden(frame)
	const why = data.why[frame.step].replace(/{l}/g, frame.layer).replace(/{b}/g, frame.layer - 1).replace(/{a}/g, frame.layer + 1).replace(/wˡ⁺¹/g, `<i>w</i>${ofLayer(frame.layer + 1)}`)
	byId("why").innerHTML = `<b>${frame.step}${frame.layer ? " · " + data.words.layer + " " + frame.layer : ""}</b> ${spoiled(frame.step) || frame.step === "B17" && spoiled("B16") ? `<b class=wrong>${data.words.without}</b> ` : ""}${why}`
	byId("steps").querySelectorAll("button").forEach((tick, at) => { tick.ariaCurrent = at === state.at ? "step" : null })
	byId("back").disabled = state.at === 0
	byId("next").disabled = state.at === state.frames.length - 1
	byId("where").textContent = `${frame.step} · ${state.at + 1} / ${state.frames.length}`
	byId("app").className = phase(frame) + (state.predict ? " predicting" : "")
	showCode(frame)
	showNetwork(frame, hidden)
	showEquation(frame, hidden)
	showPrediction(frame, hidden)
	showChosen(frame, hidden)
	const ofChosen = frame.rows.findIndex(row => row.at(-1).name === "∂C/∂" + state.chosen.kind && row.at(-1).layer === state.chosen.layer)
	const { r, j, k } = ofChosen < 0 ? state.pick : { ...state.chosen, r: ofChosen }
	const row = hidden ? frame.rows.length - 1 : frame.rows[r] ? r : 0, m = frame.rows[row] && frame.rows[row].at(-1).m // none where the code stops
	point(row, m && m[j] ? j : 0, m && m[j] && m[j][k] !== undefined ? k : 0)
	const equation = data.equations[frame.step]
	byId("live").textContent = [frame.step, equation, frame.layer ? data.words.layer + " " + frame.layer : "", byId("formula").lastElementChild.textContent, frame.failed].filter(Boolean).join(", ")
	rove()
	keepAddress()
}

// rove leaves one stop of the Tab key in the steps, in the code and in the
// drawing; arrow keys go on from there.
function rove() {
	for (const [id, at] of [["steps", "[aria-current]"], ["lines", ".on button"], ["net", "button.chosen"]]) {
		const buttons = byId(id).querySelectorAll("button"), stop = byId(id).querySelector(at) || buttons[0]
		for (const b of buttons) b.tabIndex = b === stop ? 0 : -1
	}
}

function goTo(at) {
	state.at = Math.max(0, Math.min(at, state.frames.length - 1))
	show()
}

// move goes so many steps on; with skip, over the bookkeeping.
function move(by, skip) {
	let at = state.at + by
	while (skip && state.frames[at] && BOOKKEEPING.includes(state.frames[at].step)) at += by
	if (state.frames[at]) goTo(at)
}

// mistake is the one that was put in, and spoiled says whether a step is other
// code for it.
const mistake = () => data.mistakes.find(m => m.Name === state.bug)
function spoiled(step) {
	const bug = mistake(), helpers = { H1: ["B11"], H3: ["B11", "B16"] }
	return Boolean(bug) && (helpers[bug.Step] || bug.Lines.filter(l => l.Wrong).map(l => l.Step).concat(bug.Step)).includes(step)
}

function choose(p) { state.chosen = p; show() }

function drawSteps() {
	const groups = []
	state.frames.forEach((f, at) => {
		const layer = data.words.layer + " " + f.layer
		const name = f.step === "B20" ? "∇C" : { start: data.words.start, forward: layer + " →", backward: "← " + layer }[phase(f)]
		const minor = BOOKKEEPING.includes(f.step)
		const tick = element("button", { type: "button", className: minor ? "minor" : "", textContent: minor ? "" : f.step, title: f.step,
			ariaLabel: f.step + (f.layer ? ", " + layer : ""), onclick: () => goTo(at) })
		if (!groups.length || groups.at(-1).name !== name) groups.push({ name, phase: phase(f), ticks: [] })
		groups.at(-1).ticks.push(tick)
	})
	byId("steps").replaceChildren(...groups.map(({ name, phase, ticks }) => {
		const li = element("li", { className: phase }, element("span", { textContent: name }), element("div", {}, ...ticks))
		li.style.flexGrow = ticks.reduce((sum, t) => sum + (t.className ? 0.45 : 1), 0)
		return li
	}))
}

// keepAddress writes into the address what another reader needs to see the same.
function keepAddress() {
	const a = new URLSearchParams()
	const n = data.networks[state.index], { chosen: p, pick } = state
	a.set("net", n.Name)
	a.set("step", state.at)
	a.set("of", [p.kind, p.layer, p.j, p.k])
	a.set("entry", [pick.r, pick.j, pick.k])
	if (state.bug) a.set("mistake", state.bug)
	if (state.eta !== 3) a.set("eta", state.eta)
	if (String(state.x) !== String(n.X)) a.set("x", state.x)
	if (String(state.y) !== String(n.Y)) a.set("y", state.y)
	if (String(state.net.Weights) !== String(n.Weights)) a.set("w", state.net.Weights.flat(2))
	if (String(state.net.Biases) !== String(n.Biases)) a.set("b", state.net.Biases.flat(2))
	state.address = "#" + a
	clearTimeout(state.writing) // not with each movement of a slider: browsers refuse so many
	state.writing = setTimeout(() => { try { history.replaceState(null, "", state.address) } catch { /* some refuse it of a file */ } }, 200)
}

function fromAddress() {
	const a = new URLSearchParams(location.hash.slice(1))
	start(Math.max(0, data.networks.findIndex(n => n.Name === a.get("net"))))
	const numbers = name => (a.get(name) || "").split(",").filter(Boolean).map(Number).filter(isFinite)
	const fill = (ms, values) => { let i = 0; for (const m of ms) for (const row of m) row.forEach((_, k) => { if (i < values.length) row[k] = values[i++] }) }
	fill([state.x], numbers("x"))
	fill([state.y], numbers("y"))
	fill(state.net.Weights, numbers("w"))
	fill(state.net.Biases, numbers("b"))
	const [, kind, layer, j, k] = /^([wb]),(\d+),(\d+),(\d+)$/.exec(a.get("of")) || []
	const p = { kind, layer: Number(layer), j: Number(j), k: Number(k) }
	if (parameter(p)?.[p.k] !== undefined) state.chosen = p
	const [r, ej, ek] = numbers("entry")
	if (ek !== undefined) state.pick = { r, j: ej, k: ek }
	state.eta = numbers("eta")[0] ?? 3
	state.bug = programs[a.get("mistake")] ? a.get("mistake") : ""
	state.frames = null
	state.at = Math.max(0, Math.floor(numbers("step")[0] || 0))
	byId("nets").value = state.index
	byId("mistakes").value = state.bug
	rebuilt()
}

document.documentElement.classList.add("js")
byId("nets").replaceChildren(...data.networks.map((n, i) => new Option(n.Name, i)))
byId("mistakes").replaceChildren(new Option(data.words.none, ""), ...data.mistakes.map(m => new Option(`${m.Equation} · ${m.Text}`, m.Name)))
byId("nets").onchange = e => { start(Number(e.target.value)); rebuilt() }
byId("mistakes").onchange = e => {
	state.bug = e.target.value
	state.stepped = ""
	changed()
	const worst = state.derivatives.filter(p => !p.right).sort((p, q) => q.layer - p.layer || Math.abs(q.got - q.numerical) - Math.abs(p.got - p.numerical))
	if (worst.length && !state.failed && state.derivatives.find(p => same(p, state.chosen)).right) state.chosen = worst[0]
	const result = f => String(f?.rows.at(-1)?.at(-1).m), others = record(own, state.net, state.x, state.y).frames
	const at = [f => f.failed, (f, i) => spoiled(f.step) && result(f) !== result(others[i]), f => spoiled(f.step)].map(test => state.frames.findIndex(test)).find(i => i >= 0)
	if (at >= 0) goTo(at) // where it shows first
	else show()
}
byId("predict").onchange = e => { state.predict = e.target.checked; state.answered = new Set(); show() }
byId("slider").oninput = byId("number").oninput = e => {
	const v = numberIn(e.target)
	if (isNaN(v)) return
	parameter(state.chosen)[state.chosen.k] = v
	state.history = []
	state.stepped = ""
	changed()
}
byId("eta").oninput = e => {
	const v = numberIn(e.target)
	if (isNaN(v)) return
	state.eta = v
	keepAddress()
}
byId("take").onclick = takeStep
byId("reset").onclick = () => { // to where the steps began; without steps, to the network as it was given
	const { at, chosen, x, y } = state, stepped = state.history.length > 0 && { net: network(state.begin), x, y }
	start(state.index)
	Object.assign(state, { at, chosen }, stepped)
	rebuilt()
}
byId("prediction").onsubmit = e => { e.preventDefault(); answer() }
byId("reveal").onclick = () => reveal("")
byId("back").onclick = e => move(-1, e.shiftKey)
byId("next").onclick = e => move(1, e.shiftKey)
addEventListener("keydown", e => {
	const typing = e.target.matches && e.target.matches("input:not([type=checkbox]), select") && !(e.target.id === "answer" && !e.target.value)
	if (typing || e.altKey || e.ctrlKey || e.metaKey) return
	const act = { ArrowRight: () => move(1, e.shiftKey), ArrowLeft: () => move(-1, e.shiftKey), Home: () => goTo(0), End: () => goTo(state.frames.length - 1) }[e.key]
	const group = e.target.closest && e.target.closest("#steps, #lines, #net"), by = { ArrowUp: -1, ArrowDown: 1 }[e.key]
	if (group && by) {
		const buttons = [...group.querySelectorAll("button:not(:disabled)")], next = buttons[buttons.indexOf(e.target) + by]
		e.preventDefault()
		if (next) next.focus()
	}
	if (!act) return
	e.preventDefault()
	act()
	if (group && group.id !== "net") group.querySelector('[tabindex="0"]').focus({ preventScroll: true })
	if (isHidden(state.frames[state.at])) byId("answer").focus({ preventScroll: true })
})
addEventListener("hashchange", () => { if (location.hash !== state.address) fromAddress() })
let width = innerWidth
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; rebuilt() } })
fromAddress()
