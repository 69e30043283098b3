// One Backprop, recorded: a frame for each step, with the operations that the
// code did there, the matrices that they took and gave, and what these are called.

const ofLayer = l => `<sup>${l}</sup>`
const symbol = (name, l) => ({ html: `<i>${name}</i>${l ? ofLayer(l) : ""}`, tight: 3, name, layer: l })
const SETS = { B3: "a", B7: "z", B9: "a", B11: "δ", B12: "∂C/∂b", B13: "∂C/∂w", B17: "δ", B18: "∂C/∂b", B19: "∂C/∂w" }
const LISTS = ["activations", "zs", "nablaB", "nablaW"]

// written is an operation in symbols. Tight is how strongly it binds.
function written(operator, operands) {
	const [a, b] = operands
	const part = (o, tight) => o.tight < tight ? `(${o.html})` : o.html
	switch (operator) {
	case "·": return { html: part(a, 2) + " " + part(b, 3), tight: 2 }
	case "⊙": return { html: part(a, 3) + " ⊙ " + part(b, 3), tight: 2 }
	case "+": case "−": return { html: a.html + ` ${operator} ` + part(b, 2), tight: 1 }
	case "c": return { html: text(b.value) + " " + part(a, 3), tight: 2 }
	case "ᵀ": return a.transposed ? a.plain : { plain: a, html: (a.layer || a.tight < 3 ? `(${a.html})` : a.html) + "<sup>T</sup>", tight: 3, name: a.name, layer: a.layer, transposed: !a.transposed }
	case "clone": return a
	case "0": case "1": return { html: operator === "0" ? "0" : "<b>1</b>", tight: 3, all: operator }
	}
	return { html: `<i>${operator}</i>(${a.html})`, tight: 3, f: `<i>${operator}</i>`, of: a }
}

// entryName is what an entry of an operand is called: w³ and not (w³)ᵀ.
function entryName(o, j, k) {
	if (o.all) return o.all
	if (o.transposed) return entryName(o.plain, k, j)
	if (o.f && !o.name) return `${o.f}(${entryName(o.of, j, k)})`
	const name = o.also || (o.name ? o : { html: `(${o.html})`, name: "" })
	return `${name.html}<sub>${j + 1}${/w/.test(name.name) ? k + 1 : ""}</sub>`
}

function record(code, net, x, y) {
	const L = net.Sizes.length
	const names = new Map([[x, symbol("x")], [y, symbol("y")]])
	net.Weights.forEach((w, i) => names.set(w, symbol("w", i + 2)))
	net.Biases.forEach((b, i) => names.set(b, symbol("b", i + 2)))
	const nameOf = m => names.get(m) || { html: "?", tight: 3 }
	const copy = m => m instanceof Matrix ? { operator: "", ...nameOf(m), m: matrix.of(m) } : { html: text(m), tight: 3, value: m }

	const frames = []
	let rows = [], formula = "", variables = {}, known = {}, was = {}, forward = 1, backward = 0
	function operation({ operator, operands, result }) {
		const taken = operands.map(copy)
		const ones = operator === "f" && result.flat().every(v => v === 1)
		const name = written(ones ? "1" : operator, taken)
		if (result === null) {
			formula = name.html
			rows.push([taken[0], { ...taken[1], operator }, { operator: "=", html: "✗" }])
			return
		}
		if (!names.has(result) || operator !== "clone") names.set(result, name)
		formula = name.html
		if (operator === "ᵀ" || operator === "clone" || operator === "0") return
		const [a, b] = taken, layer = operator === "−" ? a.layer : a.layer - 1
		if (operator === "−" && a.name === "a" && b.name === "y" || operator === "·" && a.name === "w" && a.transposed && b.name === "δ") name.also = symbol("∂C/∂a", layer)
		const last = rows.at(-1)
		const given = { ...name, operator: "=", m: matrix.of(result), from: result }
		if ("+−".includes(operator) && last && last[1].operator === "·" && last.length === 3 && last[2].from === operands[0]) {
			last.splice(2, 1, { ...taken[1], operator }, given) // w a + b in one row
		} else if ("·⊙+−".includes(operator)) {
			rows.push([taken[0], { ...taken[1], operator }, given])
		} else {
			rows.push([{ ...taken[0], operator: operator === "c" ? text(operands[1]) + " ·" : operator }, given])
		}
	}

	function layerOf(name) {
		const n = Number(name.slice(1))
		if (n === 3 || n === 4) return 1
		if (n === 6) forward++
		if (n === 14) return L - backward - 1
		if (n === 15) backward++ // and not at B14, which some mistakes move out of the loop
		return n >= 15 && n < 20 ? L - backward : n >= 11 && n < 14 ? L : n >= 6 && n < 11 ? forward : 0
	}

	// step takes the variables that the step set. The last is what it gives; of a list
	// of derivatives, the entry that is new.
	function step(name, changed) {
		const layer = layerOf(name)
		Object.assign(variables, changed)
		let value = Object.values(changed).pop()
		const list = value && LISTS.find(l => variables[l] === value)
		if (list && SETS[name]) value = value.find((m, i) => m !== was[list][i])
		else if (!value && /^∂/.test(SETS[name])) value = variables[SETS[name] === "∂C/∂b" ? "nablaB" : "nablaW"]?.[layer - 2] // it stays as it was
		for (const l of LISTS) was[l] = [...variables[l] || []]
		let set = SETS[name] && symbol(SETS[name], layer)
		if (value instanceof Matrix) {
			const last = rows.length && rows.at(-1)
			const before = nameOf(value)
			if (!set) set = { html: `<i>${name === "B15" ? "z" : name === "B16" ? "sp" : "w"}</i>` }
			formula = `${set.html} = ${before.html}`
			if (last && last.at(-1).from === value) Object.assign(last.at(-1), SETS[name] ? set : {})
			else rows.push([copy(value), { ...set, operator: "=", m: matrix.of(value) }])
			if (SETS[name]) {
				if (!name.match(/B12|B18/)) names.set(value, set) // there ∂C/∂b is δ itself
				known = { ...known, [SETS[name] + layer]: matrix.of(value) }
			}
		} else if (list) {
			formula = `<i>${list}</i> = [${value.map(m => m ? nameOf(m).html : "·").join(", ")}]`
		} else if (name === "B14") {
			formula = `<i>l</i> = ${value}, ${data.words.layer} ${layer}`
		} else if (name === "B20") {
			formula = [...variables.nablaB.keys()].map(i => symbol("∂C/∂b", i + 2).html + ", " + symbol("∂C/∂w", i + 2).html).join(", ")
			variables.nablaB.forEach((b, i) => {
				const w = variables.nablaW[i], [nameB, nameW] = [symbol("∂C/∂b", i + 2), symbol("∂C/∂w", i + 2)]
				if (!b || !w) return
				rows.push([{ operator: "", ...nameB, m: matrix.of(b) }, { ...nameW, operator: ",", m: matrix.of(w) }])
				known = { ...known, ["∂C/∂b" + (i + 2)]: matrix.of(b), ["∂C/∂w" + (i + 2)]: matrix.of(w) }
			})
		}
		if (name === "B6") {
			rows = []
			formula = Object.entries(changed).filter(c => c[1] instanceof Matrix).map(([v, m]) => `<i>${v}</i> = ${nameOf(m).html}`).join(", ")
		}
		const lists = {}
		for (const l of LISTS) lists[l] = (variables[l] || []).map(m => m ? nameOf(m).html : "")
		const frame = { step: name, layer, rows, formula, known, lists }
		const previous = frames.at(-1)
		if (previous && previous.step === name && previous.layer === layer) { // a step of several parts
			frames.pop()
			frame.rows = [...previous.rows, ...rows]
		}
		frames.push(frame)
		rows = []
		formula = ""
	}

	watch = operation
	const stepping = Object.assign(Object.create(code), { step })
	let gradient = null, failed = ""
	try {
		const [nablaB, nablaW] = backprop(stepping, net, x, y)
		gradient = { b: nablaB, w: nablaW }
		for (const [got, of] of [[nablaB, net.Biases], [nablaW, net.Weights]]) {
			of.forEach((m, i) => { if (shape(got[i]) !== shape(m)) panic(`${data.words.shapes} ${shape(got[i])}, ${shape(m)}`) })
		}
	} catch (e) {
		gradient = null
		failed = e.message
		const last = frames.at(-1)
		const next = last ? "B" + Math.min(Number(last.step.slice(1)) + 1, 20) : "B1"
		frames.push({ ...last, step: next, layer: layerOf(next), rows, formula, failed })
	}
	watch = null
	return { frames, gradient, failed }
}

// check compares each derivative with the central difference, the cost of which
// is that of the reader's own code, with no mistake put in.
function check(own, net, x, y, gradient) {
	const all = []
	for (const [kind, parameters] of [["b", net.Biases], ["w", net.Weights]]) {
		parameters.forEach((m, i) => m.forEach((row, j) => row.forEach((_, k) => {
			all.push({ kind, layer: i + 2, j, k, numerical: central(own, net, x, y, m, j, k), got: gradient ? gradient[kind][i][j][k] : NaN })
		})))
	}
	const rounding = 10 * 2 ** -53 * cost(own, net, x, y) / data.step // of the cost, as cmd/trace allows for it
	for (const p of all) {
		const scale = Math.max(...all.filter(q => q.layer === p.layer).map(q => Math.abs(q.numerical)))
		p.tolerance = Math.max(1e-8, 1e-6 * scale) + rounding
		p.right = !isOff(p, p.got)
	}
	return all
}

// isOff reports whether a derivative is not p's. Where the numbers overflow, none is.
const isOff = (p, got) => isFinite(p.tolerance) && !(Math.abs(got - p.numerical) <= p.tolerance)

// blame names the equation in which the first wrong derivatives arise, from the
// last layer back.
function blame(derivatives, L) {
	for (let l = L; l > 1; l--) {
		const wrong = kind => derivatives.some(p => p.layer === l && p.kind === kind && !p.right)
		const b = wrong("b"), w = wrong("w")
		if (b && w) return { equation: l === L ? "BP1" : "BP2", layer: l }
		if (b || w) return { equation: b ? "BP3" : "BP4", layer: l }
	}
	return null
}

// text is a number in four decimals, with a minus sign that is one.
function text(v, decimals = 4) {
	if (typeof v !== "number" || !isFinite(v)) return String(v)
	const small = v !== 0 && Math.abs(v) < 0.5 * 10 ** -decimals
	const s = small || Math.abs(v) >= 1e4 ? v.toExponential(decimals > 2 ? 1 : 0) : v.toFixed(decimals)
	return (Number(v) === 0 ? s.replace("-", "") : s).replace(/-/g, "−")
}

const tidy = v => Number.isInteger(v * 10) ? text(v, 1) : text(v)
