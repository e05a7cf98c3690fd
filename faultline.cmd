@echo off
rem Builds the tool on first use, or after a change, and runs it in the caller's folder.
rem Services as child processes need Linux, macOS or WSL 2; the tool says so where it matters.
dotnet build "%~dp0src\Faultline.Cli" -c Release --nologo -v quiet 1>&2 || exit /b 70
dotnet "%~dp0src\Faultline.Cli\bin\Release\net10.0\Faultline.Cli.dll" %*
