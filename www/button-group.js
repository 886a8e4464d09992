/** Makes `group` a set of buttons of which one is pressed; `choose` hears which. */
export function choice(group, choose) {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
    choose(button.value);
  });
}
