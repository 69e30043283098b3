// Prediction: the step's result is covered until the reader has found an entry.

// isHidden reports whether a frame's result is covered. B20 gives nothing new.
const isHidden = frame => state.predict && !state.answered.has(state.at) && !frame.failed && frame.rows.length > 0 && frame.step !== "B20"

// numeral reads a number as people write it: with a comma, with a real minus sign.
const numeral = written => written.trim() === "" ? NaN : Number(written.replace(",", ".").replace("−", "-"))

function showPrediction(frame, hidden) {
	byId("prediction").hidden = !hidden
	byId("answer").value = byId("said").textContent = ""
	const results = [...byId("rows").querySelectorAll(".result table")]
	if (hidden) for (const b of results.at(-1).querySelectorAll("button")) b.textContent = "?"
}

// answer holds what the reader typed against the step, and if it is wrong,
// against what the known mistakes would give there.
function answer() {
	const frame = state.frames[state.at], { j, k } = state.pick
	const written = byId("answer").value.trim(), typed = numeral(written)
	const value = f => { const row = f && f.rows[frame.rows.length - 1], m = row && row.at(-1).m; return m && m[j] ? m[j][k] : NaN }
	const near = v => Math.abs(typed - v) <= 0.01 * Math.abs(v) + 6e-5
	const say = words => { byId("said").textContent = words }
	if (isNaN(typed)) return say(data.words.number)
	if (near(value(frame))) return reveal("✓ " + data.words.guessed)
	const decimals = (written.split(/[.,]/)[1] || "").length
	if (Math.abs(typed - value(frame)) <= 0.5 * 10 ** -decimals) return say(data.words.rounded)
	const found = data.mistakes.find(m => {
		const other = record(programs[m.Name], state.net, state.x, state.y).frames.find(f => f.step === frame.step && f.layer === frame.layer)
		return near(value(other))
	})
	say("✗ " + (found ? data.words.known.replace("{m}", found.Text) : near(-value(frame)) ? data.words.sign : data.words.unknown))
}

// reveal uncovers the result. The keyboard, if it was in the answer, is then at
// what comes next.
function reveal(words) {
	const inForm = byId("prediction").contains(document.activeElement)
	state.answered.add(state.at)
	show()
	byId("said").textContent = words
	if (inForm) byId("next").focus({ preventScroll: true })
}
