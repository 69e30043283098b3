// The drawing: neurons with b, z, a and δ, and beside each the weights that lead
// to it, one below the other, where their lines arrive. Its size and places are
// the same at every step.

const ROW = 16, CAPTION = 22
let drawn = null // what is to be brought up to date at each step

function element(tag, properties = {}, ...children) {
	const e = document.createElement(tag)
	Object.assign(e, properties)
	e.append(...children)
	return e
}

function drawing(tag, attributes) {
	const e = document.createElementNS("http://www.w3.org/2000/svg", tag)
	for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value)
	return e
}

const sub = n => String(n).replace(/\d/g, d => "₀₁₂₃₄₅₆₇₈₉"[d])
const raised = n => String(n).replace(/\d/g, d => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d])
const said = p => p.kind === "w" ? `w${raised(p.layer)}${sub(p.j + 1)}${sub(p.k + 1)}` : `b${raised(p.layer)}${sub(p.j + 1)}`
const parameter = p => (p.kind === "w" ? state.net.Weights : state.net.Biases)[p.layer - 2]?.[p.j]
// brief is a number as the drawing has room for it.
const brief = (v, decimals) => Math.abs(v) >= 1e4 ? text(v, 0) : (Number.isFinite(v) ? v.toFixed(Math.max(0, decimals - (Math.abs(v) >= 100 ? 2 : Math.abs(v) >= 10 ? 1 : 0))) : String(v)).replace(/^-(?=[0.]*$)/, "").replace("-", "−")
const same = (p, q) => p.kind === q.kind && p.layer === q.layer && p.j === q.j && p.k === q.k

// fitting chooses how much stands in the drawing: the first of these that leaves
// enough room for the lines. In pixels: the weights' column, and that of b, z, a, δ.
function fitting(width, layers) {
	const edge = width < 420 ? 38 : 58
	const free = (width - 2 * edge) / (layers - 1)
	const fit = [
		{ name: "both", port: 106, body: 76, decimals: 3, lines: 26 },
		{ name: "one", port: 60, body: 76, decimals: 3, lines: 26 },
		{ name: "one", port: 60, body: 60, decimals: 2, lines: 26 },
		{ name: "bare", port: 46, body: 56, decimals: 2, lines: 24 },
		{ name: "none", port: 10, body: 58, decimals: 2, lines: 10 },
		{ name: "none", port: 8, body: 45, decimals: 1, lines: -Infinity },
	].find(mode => free - mode.port - mode.body >= mode.lines)
	return { ...fit, gap: free - fit.port - fit.body, edge }
}

function drawNetwork() {
	const box = document.getElementById("net")
	const { net } = state
	const width = box.clientWidth, most = Math.max(...net.Sizes)
	const height = Math.max(264, most * (Math.max(4, ...net.Sizes.slice(0, -1)) * ROW + 14) + CAPTION)
	const fit = fitting(width, net.Sizes.length)
	const svg = drawing("svg", { width, height, role: "img" })
	drawn = { fit, svg, ports: [], neurons: [], edges: [], inputs: [] }
	box.replaceChildren(svg)
	box.className = fit.name
	box.style.height = height + "px"
	const place = (e, left, top, wide) => {
		e.style.left = left + "px"
		e.style.top = top + "px"
		if (wide) e.style.width = wide + "px"
		box.append(e)
		return e
	}
	const left = l => l === 1 ? 0 : fit.edge + fit.gap + (l - 2) * (fit.port + fit.body + fit.gap)
	const middle = (l, j) => CAPTION + (height - CAPTION) * (j + 0.5) / net.Sizes[l - 1]
	const input = (name, j, x, y) => {
		const i = element("input", { inputMode: "decimal", value: String(state[name][j][0]), ariaLabel: name + sub(j + 1) })
		i.oninput = () => {
			const v = numberIn(i)
			if (isNaN(v)) return
			state[name][j][0] = v
			changed()
		}
		drawn.inputs.push({ input: i, name, j })
		place(element("label", { className: "given" }, element("i", { textContent: name + sub(j + 1) }), i), x, y - 20, fit.edge - 2)
	}
	net.Sizes.forEach((n, index) => {
		const l = index + 1
		place(element("span", { className: "caption", textContent: fit.name === "none" ? l : data.words.layer + " " + l }), left(l), 0, l === 1 ? fit.edge : fit.port + fit.body)
		for (let j = 0; j < n; j++) {
			const y = middle(l, j)
			if (l === 1) { input("x", j, 0, y); continue }
			const m = net.Sizes[l - 2], rows = Math.max(4, m)
			const ports = element("div", { className: "ports" })
			const body = element("div", { className: "body" })
			for (let k = 0; k < m; k++) {
				const p = { kind: "w", layer: l, j, k }
				const port = element("button", { className: "port", type: "button" })
				const y1 = middle(l - 1, k), y2 = y + (k - (m - 1) / 2) * ROW
				const x1 = l === 2 ? fit.edge - 2 : left(l - 1) + fit.port + fit.body, x2 = left(l)
				const line = drawing("path", { d: `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}` })
				svg.append(line)
				port.onclick = line.onclick = () => choose(p)
				drawn.ports.push({ p, port, line })
				ports.append(port)
			}
			const bias = element("button", { className: "bias", type: "button" })
			bias.onclick = () => choose({ kind: "b", layer: l, j, k: 0 })
			drawn.ports.push({ p: { kind: "b", layer: l, j, k: 0 }, port: bias })
			const values = ["z", "a", "δ"].map(name => {
				const value = element("button", { className: name === "δ" ? "value error" : "value", type: "button" })
				value.onclick = () => { goTo(origin({ name, layer: l })); point(state.frames[state.at].rows.length - 1, j, 0) }
				return value
			})
			body.append(bias, ...values)
			const neuron = place(element("div", { className: "neuron", role: "group", ariaLabel: `${data.words.layer} ${l}, ${j + 1}` }, ports, body), left(l), y - (rows * ROW + 8) / 2, fit.port + fit.body)
			ports.style.width = fit.port + "px"
			drawn.neurons.push({ l, j, neuron, values })
			if (l === net.Sizes.length) input("y", j, width - fit.edge + 2, y)
		}
	})
	drawn.cost = place(element("output", { className: "cost" }), width - 110, height - 22, 110)
}

// showNetwork brings the numbers up to those of a frame. Hidden says whether the
// reader is to find the step's result first.
function showNetwork(frame, hidden) {
	const known = (name, l, j) => {
		const m = frame.known[name + l]
		return m && m[j] ? m[j][0] : undefined
	}
	const at = new Set()
	for (const row of frame.rows) for (const o of row) if (o.name === "w") at.add(o.layer)
	const d = drawn.fit.decimals
	for (const { p, port, line } of drawn.ports) {
		const v = parameter(p)[p.k]
		const gradient = frame.known[(p.kind === "w" ? "∂C/∂w" : "∂C/∂b") + p.layer]
		const g = gradient && gradient[p.j] ? gradient[p.j][p.k] : undefined
		const covered = hidden && frame.step.match(/B12|B13|B18|B19/) && p.layer === frame.layer
		const chosen = same(p, state.chosen)
		const given = g === undefined ? "" : covered ? "?" : brief(g, 3)
		if (p.kind === "b") port.innerHTML = `<i>b</i><b>${brief(v, d)}</b>`
		else if (drawn.fit.name === "none") port.textContent = ""
		else if (drawn.fit.name === "both") port.innerHTML = `<b>${brief(v, 2)}</b><b class=d>${given}</b>`
		else port.innerHTML = given && !at.has(p.layer) ? `${drawn.fit.name === "one" ? "<i class=d>∂</i>" : ""}<b class=d>${covered ? "?" : brief(g, 2)}</b>` : `<b>${brief(v, 2)}</b>`
		port.classList.toggle("chosen", chosen)
		port.classList.toggle("off", given !== "" && !covered && state.gradient !== null && !state.derivatives.find(q => same(p, q)).right)
		port.classList.toggle("dim", p.kind === "w" && at.size > 0 && !at.has(p.layer) && !chosen)
		port.ariaPressed = chosen
		port.title = port.ariaLabel = `${said(p)} = ${text(v)}` + (given ? `, ∂C/∂${p.kind} = ${given}` : "")
		if (!line) continue
		line.setAttribute("class", (v < 0 ? "negative" : "positive") + (chosen ? " chosen" : at.size > 0 && !at.has(p.layer) ? " dim" : ""))
		line.setAttribute("stroke-width", Math.min(drawn.fit.name === "none" ? 3.5 : 6, 1 + 3 * Math.abs(v)).toFixed(1))
	}
	for (const { l, j, neuron, values } of drawn.neurons) {
		["z", "a", "δ"].forEach((name, i) => {
			const v = known(name, l, j)
			const covered = hidden && SETS[frame.step] === name && frame.layer === l
			values[i].classList.toggle("off", v !== undefined && !covered && isWrong({ name, layer: l, m: frame.known[name + l] }, j, 0))
			values[i].disabled = v === undefined
			values[i].innerHTML = `<i>${name}</i><b>${v === undefined ? "" : covered ? "?" : brief(v, d)}</b>`
		})
		neuron.classList.toggle("on", frame.layer === l && !frame.step.match(/B6|B14/))
	}
	for (const { input, name, j } of drawn.inputs) {
		renew(input, state[name][j][0])
		input.title = `${name + sub(j + 1)} = ${state[name][j][0]}` // which a long one has no room for
	}
	drawn.cost.innerHTML = `<i>C</i> = ${text(state.cost)}`
	drawn.svg.ariaLabel = data.words.drawing.replace("{net}", state.net.Sizes.join("-")).replace("{l}", frame.layer || "–").replace("{C}", text(state.cost))
}

// lightNetwork lights up what an entry of a matrix is in the drawing: a list of
// {name, layer, j, k}, transposed back.
function lightNetwork(entries) {
	const lit = (names, l, j, k) => entries.some(e => names.includes(e.name) && e.layer === l && e.j === j && (k === undefined || e.k === k))
	for (const { p, port, line } of drawn.ports) {
		const on = p.kind === "w" ? lit(["w", "∂C/∂w"], p.layer, p.j, p.k) : lit(["b"], p.layer, p.j)
		port.classList.toggle("lit", on)
		if (line) line.classList.toggle("lit", on)
	}
	for (const { l, j, values } of drawn.neurons) {
		["z", "a", "δ"].forEach((name, i) => values[i].classList.toggle("lit", lit(name === "δ" ? ["δ", "∂C/∂b"] : [name], l, j)))
	}
	for (const { input, name, j } of drawn.inputs) input.classList.toggle("lit", entries.some(e => (e.name === name || name === "x" && e.name === "a" && e.layer === 1) && e.j === j))
}
