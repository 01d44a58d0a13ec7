(function(){
var root=document.documentElement,button=document.getElementById("theme");
var dark=window.matchMedia("(prefers-color-scheme: dark)").matches;
button.hidden=false;
function name(){button.textContent=dark?"Light theme":"Dark theme";}
button.addEventListener("click",function(){dark=!dark;root.setAttribute("data-theme",dark?"dark":"light");name();});
name();
})();
