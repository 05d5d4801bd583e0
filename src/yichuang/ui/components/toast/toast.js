const READ = 3_000;
const leave = (toast) => setTimeout(() => toast.remove(), READ);
if (!document.querySelector("[data-gallery]")) document.querySelectorAll("[data-toast]").forEach(leave);
document.addEventListener("toast", (event) => {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  document.body.append(toast);
  toast.textContent = event.detail.value ?? event.detail;
  leave(toast);
});
