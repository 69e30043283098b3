// The right column: one parameter and the cost, mistakes, and gradient descent.

// showChosen draws C as a function of the chosen parameter, with the line whose
// slope Backprop gave.
function showChosen(frame, hidden) {
	const { net, x, y, chosen: p } = state
	const row = parameter(p), v = row[p.k]
	const d = state.derivatives.find(q => same(p, q))
	const asked = origin({ name: "∂C/∂" + p.kind, layer: p.layer }) // until then, this would tell
	const covered = state.predict && asked >= state.at && !state.answered.has(asked)
	byId("chosen").innerHTML = `<i>${p.kind}</i>${ofLayer(p.layer)}<sub>${p.j + 1}${p.kind === "w" ? p.k + 1 : ""}</sub>`
	const range = Math.max(4, Math.ceil(Math.abs(v) + 1))
	const slider = byId("slider")
	slider.min = -range
	slider.max = range
	slider.value = v
	renew(byId("number"), Number(v.toFixed(4)))
	renew(byId("eta"), state.eta)
	for (const i of document.querySelectorAll("dt i.kind")) i.textContent = p.kind
	const points = Array.from({ length: 81 }, (_, i) => {
		row[p.k] = range * (i / 40 - 1)
		return [row[p.k], cost(own, net, x, y)]
	}).filter(q => isFinite(q[1]))
	row[p.k] = v
	const top = Math.max(0.1, ...points.map(q => q[1])) * 1.1
	const X = w => 6 + (w / range + 1) * 134, Y = c => 124 - c / top * 116
	const slope = d.got, reach = range / 3
	const line = (slope, kind) => isFinite(state.cost + reach * slope) && !covered ? `<path class="tangent ${kind}" d="M${X(v - reach)} ${Y(state.cost - reach * slope)}L${X(v + reach)} ${Y(state.cost + reach * slope)}"/>` : ""
	const tangent = d.right ? line(slope, "") : line(d.numerical, "true") + line(slope, "off")
	byId("curve").innerHTML = `<path class=axis d="M6 124H274M${X(0)} 124V8"/><path class=cost d="${points.map((q, i) => (i ? "L" : "M") + X(q[0]).toFixed(1) + " " + Y(q[1]).toFixed(1)).join("")}"/>${tangent}${isFinite(state.cost) ? `<circle class=now cx=${X(v)} cy=${Y(state.cost)} r=4.5 />` : ""}<text x=6 y=140>−${range}</text><text x=${X(0)} y=140 text-anchor=middle>0</text><text x=274 y=140 text-anchor=end>${range}</text><text x=${X(0) + 5} y=20>C</text>`
	byId("curve").ariaLabel = data.words.curve.replace("{w}", said(p)).replace("{s}", covered || !isFinite(slope) ? "?" : text(slope))
	byId("slope").textContent = covered ? "?" : isFinite(slope) ? text(slope) : "–"
	byId("difference").textContent = covered ? "?" : text(d.numerical)
	byId("verdict").textContent = covered || !isFinite(d.tolerance) ? "" : d.right ? "✓" : "✗"
	byId("verdict").className = d.right ? "right" : "wrong"
	const bug = mistake()
	const wrong = state.derivatives.filter(q => !q.right)
	const b = blame(state.derivatives, net.Sizes.length)
	const overflow = state.derivatives.some(q => !isFinite(q.tolerance))
	byId("all").className = wrong.length || overflow ? "wrong" : "right"
	byId("all").textContent = state.failed ? "✗ " + data.words.failed
		: wrong.length ? data.words.wrong.replace("{n}", wrong.length).replace("{of}", state.derivatives.length).replace("{bp}", b.equation).replace("{l}", b.layer)
			: overflow ? data.words.overflow
				: data.words.right.replace("{of}", state.derivatives.length) + (!bug || state.stepped ? "" : "; " + (bug.Equation === "update" ? data.words.update : data.words.nothing))
	showCosts()
	byId("change").replaceChildren(...(bug ? [element("p", { textContent: bug.Text }), ...bug.Changes.map(({ Right, Wrong }) => element("div", {}, element("del", { textContent: Right }), element("ins", { textContent: Wrong.replace(/\t/g, "  ") })))] : []))
}

function showCosts() {
	const costs = (state.history.length ? state.history : [state.cost]).filter(isFinite)
	const X = i => 8 + i * 264 / Math.max(10, costs.length - 1), Y = c => 56 - c / Math.max(...costs, 1e-9) * 48
	byId("costs").innerHTML = `<path class=axis d="M6 58H274"/><path class=cost d="${costs.map((c, i) => (i ? "L" : "M") + X(i) + " " + Y(c)).join("")}"/>` + costs.map((c, i) => `<circle class=past cx=${X(i)} cy=${Y(c)} r=2.5 />`).join("") + `<text x=274 y=14 text-anchor=end>0 – ${text(Math.max(0, ...costs), 2)}</text>`
	byId("costs").ariaLabel = costs.map(c => text(c)).join(", ")
	byId("now").textContent = `C = ${text(state.cost)}` + (state.history.length ? `, ${data.words.after.replace("{n}", state.steps)}` : "") + (state.stepped ? " " + state.stepped : "")
}

// takeStep runs UpdateMiniBatch on a mini-batch of this example, twice: so a sum
// that is not averaged, or not a sum, shows in where the parameters go.
function takeStep() {
	const { net, x, y, eta, derivatives } = state
	if (isNaN(numberIn(byId("eta")))) return
	if (state.failed) {
		byId("now").textContent = "✗ " + data.words.failed
		return
	}
	if (!state.history.length) Object.assign(state, { history: [state.cost], begin: network(net) })
	const before = derivatives.map(p => parameter(p)[p.k])
	run(programs[state.bug], () => Object.setPrototypeOf(net, programs[state.bug]).UpdateMiniBatch([{ X: x, Y: y }, { X: x, Y: y }], eta))
	const wanted = derivatives.map((p, i) => before[i] - eta * p.numerical)
	const right = derivatives.every((p, i) => !isFinite(wanted[i]) || Math.abs(wanted[i] - parameter(p)[p.k]) <= Math.abs(eta) * 1e-6)
	state.stepped = right ? "" : "✗ " + data.words.badStep
	state.steps = state.history.length > 1 ? state.steps + 1 : 1
	state.history = [...state.history, cost(own, net, x, y)].slice(-60)
	changed()
}
