// The right column: one parameter and the cost, mistakes, and gradient descent.

// showChosen draws C as a function of the chosen parameter, with the line whose
// slope Backprop gave.
function showChosen(frame, hidden) {
	const { net, x, y, chosen: p } = state
	const row = parameter(p), v = row[p.k]
	const d = state.derivatives.find(q => same(p, q))
	const covered = hidden && p.layer === frame.layer && frame.step.match(/B12|B13|B18|B19/)
	byId("chosen").innerHTML = `<i>${p.kind}</i>${ofLayer(p.layer)}<sub>${p.j + 1}${p.kind === "w" ? p.k + 1 : ""}</sub>`
	const range = Math.max(4, Math.ceil(Math.abs(v) + 1))
	for (const [id, value] of [["slider", v], ["number", Number(v.toFixed(4))]]) {
		const input = byId(id)
		input.min = -range
		input.max = range
		if (document.activeElement !== input || id === "slider") input.value = String(value)
	}
	const points = Array.from({ length: 81 }, (_, i) => {
		row[p.k] = -range + range * i / 40
		return [row[p.k], cost(own, net, x, y)]
	})
	row[p.k] = v
	const top = Math.max(0.1, ...points.map(q => q[1])) * 1.1
	const X = w => 6 + (w + range) / (2 * range) * 268, Y = c => 124 - c / top * 116
	const slope = d.got, reach = range / 3
	const tangent = isFinite(slope) && !covered ? `<path class="tangent ${d.right ? "" : "off"}" d="M${X(v - reach)} ${Y(state.cost - reach * slope)}L${X(v + reach)} ${Y(state.cost + reach * slope)}"/>` : ""
	byId("curve").innerHTML = `<path class=axis d="M6 124H274M${X(0)} 124V8"/><path class=cost d="M${points.map(q => X(q[0]).toFixed(1) + " " + Y(q[1]).toFixed(1)).join("L")}"/>${tangent}<circle class=now cx=${X(v)} cy=${Y(state.cost)} r=4.5 /><text x=6 y=140>−${range}</text><text x=${X(0)} y=140 text-anchor=middle>0</text><text x=274 y=140 text-anchor=end>${range}</text><text x=${X(0) + 5} y=20>C</text>`
	byId("curve").ariaLabel = data.words.curve.replace("{w}", said(p)).replace("{s}", covered || !isFinite(slope) ? "?" : text(slope))
	byId("slope").textContent = covered ? "?" : isFinite(slope) ? text(slope) : "–"
	byId("difference").textContent = covered ? "?" : text(d.numerical)
	byId("verdict").textContent = covered ? "" : d.right ? "✓" : "✗"
	byId("verdict").className = d.right ? "right" : "wrong"
	const bug = mistake()
	const wrong = state.derivatives.filter(q => !q.right)
	const b = blame(state.derivatives, net.Sizes.length)
	byId("all").className = wrong.length ? "wrong" : "right"
	byId("all").textContent = state.failed ? "✗ " + data.words.failed
		: wrong.length ? data.words.wrong.replace("{n}", wrong.length).replace("{of}", state.derivatives.length).replace("{bp}", b.equation).replace("{l}", b.layer)
			: data.words.right.replace("{of}", state.derivatives.length) + (!bug || state.history.length ? "" : "; " + (bug.Equation === "update" ? data.words.update : data.words.nothing))
	showCosts()
	byId("change").replaceChildren(...(bug ? [element("p", { textContent: bug.Text }), ...bug.Changes.map(({ Right, Wrong }) => element("div", {}, element("del", { textContent: Right }), element("ins", { textContent: Wrong.replace(/\t/g, "  ") })))] : []))
}

function showCosts() {
	const costs = state.history.length ? state.history : [state.cost]
	const X = i => 8 + i * 264 / Math.max(10, costs.length - 1), Y = c => 56 - c / Math.max(...costs, 1e-9) * 48
	byId("costs").innerHTML = `<path class=axis d="M6 58H274"/><path class=cost d="M${costs.map((c, i) => X(i) + " " + Y(c)).join("L")}"/>` + costs.map((c, i) => `<circle class=past cx=${X(i)} cy=${Y(c)} r=2.5 />`).join("") + `<text x=274 y=14 text-anchor=end>0 – ${text(Math.max(...costs), 2)}</text>`
	byId("costs").ariaLabel = costs.map(c => text(c)).join(", ")
	byId("now").textContent = `C = ${text(state.cost)}` + (state.history.length ? `, ${data.words.after.replace("{n}", state.steps)}` : "") + (state.stepped ? " " + state.stepped : "")
}

// takeStep runs UpdateMiniBatch on a mini-batch of this example, twice: so a sum
// that is not averaged, or not a sum, shows in where the parameters go.
function takeStep() {
	const { net, x, y, eta, derivatives } = state
	if (state.failed) {
		byId("now").textContent = "✗ " + data.words.failed
		return
	}
	if (!state.history.length) Object.assign(state, { history: [state.cost], begin: network(net) })
	const before = derivatives.map(p => parameter(p)[p.k])
	run(programs[state.bug], () => Object.setPrototypeOf(net, programs[state.bug]).UpdateMiniBatch([{ X: x, Y: y }, { X: x, Y: y }], eta))
	const right = derivatives.every((p, i) => Math.abs(before[i] - eta * p.numerical - parameter(p)[p.k]) <= eta * 1e-6)
	state.stepped = right ? "" : "✗ " + data.words.badStep
	state.steps = state.history.length > 1 ? state.steps + 1 : 1
	state.history = [...state.history, cost(own, net, x, y)].slice(-60)
	changed()
}
